package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.replay.ReplayClock;
import io.tapeline.local.replay.ReplayListener;
import io.tapeline.local.replay.ReplayProgress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a replay: a bar that fills on a terminal, a line every five seconds elsewhere. Thread-safe. */
final class ReplayDisplay implements ReplayListener {
    /** How a person wants to see it. */
    enum Style {
        /** A bar that is redrawn. */
        BAR,
        /** A line every few seconds. */
        LINES
    }

    private static final long LINE_EVERY = Duration.ofSeconds(5).toNanos();
    /** A terminal need not show more pictures than an eye sees. */
    private static final long REDRAW = Duration.ofMillis(80).toNanos();
    /** A shorter pause is no news. */
    private static final Duration LONG_PAUSE = Duration.ofSeconds(2);

    private final Console console;
    private final Style style;
    private final ReplayClock clock;
    private final long began;
    private final RateWindow window;
    private @Nullable ReplayProgress latest;
    private long shown;
    private long due;
    private String lastReason = "";

    ReplayDisplay(Console console) {
        this(console, console.terminal() ? Style.BAR : Style.LINES, ReplayClock.SYSTEM);
    }

    ReplayDisplay(Console console, Style style, ReplayClock clock) {
        this.console = console;
        this.style = style;
        this.clock = clock;
        this.began = clock.nanoTime();
        this.window = new RateWindow(began);
        this.shown = began - (style == Style.BAR ? REDRAW : 0);
        this.due = began;
    }

    @Override
    public synchronized void progress(ReplayProgress progress) {
        lastReason = "";
        latest = progress;
        window.add(clock.nanoTime(), progress.run().answered());
        refresh();
    }

    @Override
    public synchronized void waiting(Duration pause) {
        due = clock.nanoTime() + pause.toNanos();
        refresh();
    }

    /** Shows the time that has passed, if it is time for that. To be called now and then. */
    synchronized void refresh() {
        long now = clock.nanoTime();
        if (now - shown >= (style == Style.BAR ? REDRAW : LINE_EVERY)) {
            show(now);
        }
    }

    /** Shows how far it is. */
    synchronized void end() {
        if (style == Style.BAR && latest != null) {
            due = clock.nanoTime();
            show(due);
        }
        console.keepRegion();
    }

    private void show(long now) {
        shown = now;
        ReplayProgress progress = latest;
        if (progress == null) {
            return;
        }
        ReplayTexts texts = new ReplayTexts(progress, Duration.ofNanos(now - began), window.perSecond(now));
        Duration pause = Duration.ofNanos(due - now);
        String wait = pause.compareTo(LONG_PAUSE) > 0 ? "next trade in " + Texts.duration(pause) : "";
        if (style == Style.BAR) {
            console.region(List.of("  " + texts.bar(), "  " + texts.figures(wait)));
        } else {
            console.println("  " + texts.line(wait));
        }
    }

    /** The same reason again and again is told once. */
    @Override
    public synchronized void retrying(String reason, Duration delay) {
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            console.println("  " + console.yellow("↻") + " " + reason + "; trying again");
        }
    }
}
