package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.Ticker;
import io.tapeline.local.replay.BadTradeFileException;
import io.tapeline.local.replay.ReplayClock;
import io.tapeline.local.replay.ReplayException;
import io.tapeline.local.replay.ReplayReport;
import io.tapeline.local.replay.ReplaySettings;
import io.tapeline.local.replay.ReplayStore;
import io.tapeline.local.replay.Replayer;
import io.tapeline.local.replay.SavedReplay;
import io.tapeline.local.replay.TradeFiles;
import io.tapeline.local.replay.TradeSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;

/** One run of a replay: shows it, keeps how far it is, and says how to go on with it when it stops before its end. */
final class ReplayRun {
    static final int ALL_ACCEPTED = 0;
    static final int SOME_REJECTED = 1;
    static final int STOPPED = 3;

    private static final Duration REDRAW = Duration.ofMillis(200);

    private final Console console;
    private final ReplayStore store;
    private final ReplaySettings settings;
    private final SavedReplay from;
    private final ReplayDisplay display;
    private final String again;

    /**
     * A run.
     *
     * @param from where it starts, with the file as it is called now
     * @param again the command that goes on with it
     */
    ReplayRun(
            Console console,
            ReplayStore store,
            ReplaySettings settings,
            SavedReplay from,
            ReplayDisplay.Style style,
            String again) {
        this.console = console;
        this.store = store;
        this.settings = settings;
        this.from = from;
        this.display = new ReplayDisplay(console, style, ReplayClock.SYSTEM);
        this.again = again;
    }

    /** Runs it, and returns what the command exits with. */
    int run() throws IOException, ReplayException {
        StopSignal signal = StopSignal.arm();
        try {
            return claimed();
        } finally {
            signal.close();
        }
    }

    private int claimed() throws IOException, ReplayException {
        Closeable claim = store.claim(from.id());
        try (TradeSource source = TradeFiles.open(from.file(), from.csv())) {
            if (!source.notice().isEmpty()) {
                console.println("  " + console.yellow("!") + " " + source.notice());
            }
            return replay(source);
        } finally {
            claim.close();
        }
    }

    private int replay(TradeSource source) throws IOException, ReplayException {
        Replayer replayer = new Replayer(settings, display);
        Ticker ticker = Ticker.start("replay-display", REDRAW, display::refresh);
        try {
            ReplayReport report = replayer.replay(
                    source,
                    from.checkpoint(),
                    checkpoint -> store.save(from.at(checkpoint, source.fraction(), ReplayClock.SYSTEM.now())));
            store.delete(from.id());
            end(ticker);
            summary(report);
            return report.rejected() == 0 ? ALL_ACCEPTED : SOME_REJECTED;
        } catch (InterruptedException | ClosedByInterruptException e) {
            end(ticker);
            console.println("  " + console.yellow("■") + " stopped");
            return stopped(replayer.report());
        } catch (ReplayException e) {
            end(ticker);
            if (!store.has(from.id())) {
                throw e;
            }
            console.error(console.red("tapeline: ") + e.getMessage());
            return stopped(replayer.report());
        } catch (BadTradeFileException e) {
            // Once it is mended it is another file, so nobody could go on with it.
            store.delete(from.id());
            end(ticker);
            summary(replayer.report());
            throw e;
        } catch (IOException | RuntimeException e) {
            end(ticker);
            stopped(replayer.report());
            throw e;
        }
    }

    private void end(Ticker ticker) {
        // An interrupt has done what it was for; it must not disturb the words that follow.
        Thread.interrupted();
        ticker.close();
        display.end();
    }

    private void summary(ReplayReport report) {
        ReplayTexts.summary(report).forEach(line -> console.println("  " + line));
    }

    private int stopped(ReplayReport report) {
        summary(report);
        if (store.has(from.id())) {
            console.println("  go on with it: " + console.bold(again));
        }
        return STOPPED;
    }
}
