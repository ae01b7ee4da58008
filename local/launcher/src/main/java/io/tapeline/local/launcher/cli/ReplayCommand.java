package io.tapeline.local.launcher.cli;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.launcher.stack.StateDirectory;
import io.tapeline.local.replay.Checkpoint;
import io.tapeline.local.replay.CsvOptions;
import io.tapeline.local.replay.FileIdentity;
import io.tapeline.local.replay.Pace;
import io.tapeline.local.replay.ReplayException;
import io.tapeline.local.replay.ReplaySettings;
import io.tapeline.local.replay.ReplayStore;
import io.tapeline.local.replay.SavedReplay;
import io.tapeline.local.replay.TimestampUnit;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = {
            "Posts a file of trades through the HTTP API, in order.",
            "",
            "The file is NDJSON with the fields of POST /v1/trades, or CSV with a header of those names or of"
                    + " timestamp,price,amount; plain, gzip or zstd, of any size. What the service does not acknowledge"
                    + " is sent again, so that a restart of the service loses nothing. At the end the bars of the replay"
                    + " are closed.",
            "",
            "What was acknowledged is kept in the state directory: a replay that was stopped, by Ctrl-C, a failure or"
                    + " kill -9, goes on where it was with --resume.",
            "",
            "Exit code 0 when every trade was accepted, 1 when some were rejected or the file cannot be replayed, 2 for"
                    + " bad arguments, 3 when it stopped before its end and can be resumed; 130 and 143 after Ctrl-C and"
                    + " SIGTERM."
        },
        footer = {
            "",
            "For instance:",
            "  tapeline replay trades.csv.gz --symbol BTC-USD --venue BITSTAMP --timestamp-unit s",
            "  tapeline replay trades.ndjson --speed 10x --rate 20k",
            "  tapeline replay trades.ndjson --speed 10x --resume"
        })
final class ReplayCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @Parameters(paramLabel = "FILE", description = "The trades.")
    private Path file = Path.of("");

    @Option(
            names = "--speed",
            paramLabel = "N[x]|max",
            converter = SpeedConverter.class,
            description = "How many times as fast as the events' own clock (default: max, as fast as it goes).")
    private double speed = Pace.unbounded().speed();

    @Option(
            names = "--rate",
            paramLabel = "N[k|M]",
            converter = RateConverter.class,
            description = "Trades a second at most (default: no bound). With --speed the slower of both counts.")
    private double rate = Pace.unbounded().rate();

    @Option(
            names = "--resume",
            description = "Go on with the replay of this file that was stopped; with --id, with that one. A file that"
                    + " has changed since is refused.")
    private boolean resume;

    @Option(names = "--no-progress", description = "A line every few seconds instead of a bar.")
    private boolean noProgress;

    @Option(
            names = "--symbol",
            paramLabel = "SYMBOL",
            description = "Of every trade, if a CSV file has no such column.")
    private @Nullable String symbol;

    @Option(names = "--venue", paramLabel = "VENUE", description = "Of every trade, if a CSV file has no such column.")
    private @Nullable String venue;

    @Option(
            names = "--timestamp-unit",
            paramLabel = "UNIT",
            converter = UnitConverter.class,
            description = "What times in a CSV file count: s, ms, us or ns (default: told from the first one).")
    private @Nullable TimestampUnit unit;

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Names the replay; the service keeps a clock for each (default: a new one).")
    private @Nullable String id;

    @Option(
            names = "--chunk",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Trades in one post (default: 2000).")
    private int chunk = 2_000;

    @Option(
            names = "--give-up-after",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "How long to retry one post (default: 300).")
    private long giveUpAfter = 300;

    @Option(names = "--keep-open", description = "Do not close the bars at the end.")
    private boolean keepOpen;

    @Option(
            names = "--ingest",
            paramLabel = "URL",
            description = "The ingest service (default: the one that runs here).")
    private @Nullable URI ingest;

    @Spec
    private @Nullable CommandSpec spec;

    ReplayCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException, ReplayException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new LauncherException(LauncherException.Code.BAD_FILE, file + " is not a file that can be read");
        }
        StateDirectory state = root.state();
        URI service = ingest;
        if (service == null) {
            RunningStack running = root.running();
            state = running.state();
            service = running.endpoints().http(Service.INGEST);
        }
        ReplayStore store = new ReplayStore(state.path().resolve("replays"));
        FileIdentity identity = FileIdentity.of(file);
        SavedReplay from = resume ? resumed(store, identity, service) : fresh(store, identity, service);
        ReplaySettings settings = settings(service, from.id());
        title(settings, from);
        boolean bar = root.console().terminal() && !noProgress;
        return new ReplayRun(
                        root.console(),
                        store,
                        settings,
                        from,
                        bar ? ReplayDisplay.Style.BAR : ReplayDisplay.Style.LINES,
                        ResumeHint.of(arguments()))
                .run();
    }

    private SavedReplay fresh(ReplayStore store, FileIdentity identity, URI service) throws IOException {
        store.find(identity)
                .ifPresent(earlier -> root.console()
                        .println("  " + root.console().yellow("!") + " an earlier replay of this file, " + earlier.id()
                                + ", stopped after "
                                + Texts.count(earlier.checkpoint().answered())
                                + " trades; --resume goes on with it"));
        return new SavedReplay(
                Optional.ofNullable(id)
                        .orElseGet(() -> UUID.randomUUID().toString().substring(0, 8)),
                file.toAbsolutePath().normalize(),
                identity,
                new CsvOptions(symbol, venue, unit),
                service,
                0,
                Instant.EPOCH,
                Checkpoint.START);
    }

    private SavedReplay resumed(ReplayStore store, FileIdentity identity, URI service)
            throws IOException, ReplayException {
        SavedReplay saved = store.resume(file, identity, Optional.ofNullable(id));
        requireSame("--symbol", symbol, saved.csv().symbol());
        requireSame("--venue", venue, saved.csv().venue());
        requireSame("--timestamp-unit", unit, saved.csv().unit());
        if (!service.equals(saved.ingest())) {
            root.console().println("  " + root.console().yellow("!") + " the trades before went to " + saved.ingest());
        }
        return new SavedReplay(
                saved.id(),
                file.toAbsolutePath().normalize(),
                identity,
                saved.csv(),
                service,
                saved.fraction(),
                saved.saved(),
                saved.checkpoint());
    }

    /** Read another way, the lines that are left would become other trades than those before. */
    private void requireSame(String option, @Nullable Object given, @Nullable Object begun) {
        if (given != null && !given.equals(begun)) {
            throw badArguments(
                    "the replay was begun " + (begun == null ? "without " + option : "with " + option + " " + begun)
                            + ", so it cannot be resumed with " + given);
        }
    }

    private ParameterException badArguments(String message) {
        return new ParameterException(requireNonNull(spec, "no command line").commandLine(), message);
    }

    /** As they were typed. */
    private List<String> arguments() {
        return requireNonNull(spec, "no command line")
                .root()
                .commandLine()
                .getParseResult()
                .originalArgs();
    }

    private void title(ReplaySettings settings, SavedReplay from) {
        Console console = root.console();
        console.println(console.bold("replay " + settings.id()) + "  " + file + " → " + settings.ingest() + pace());
        Checkpoint before = from.checkpoint();
        if (!before.position().isStart()) {
            console.println("  resumed behind line "
                    + Texts.count(before.position().line()) + ", after " + Texts.count(before.answered()) + " trades");
        }
    }

    private String pace() {
        Pace pace = new Pace(speed, rate);
        return (pace.hasSpeed() ? ", " + plain(speed) + " times as fast as it happened" : "")
                + (pace.hasRate() ? ", at most " + plain(rate) + " trades/s" : "");
    }

    private static String plain(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private ReplaySettings settings(URI service, String name) {
        if (giveUpAfter < 0) {
            throw badArguments("--give-up-after is negative: " + giveUpAfter);
        }
        try {
            ReplaySettings settings = ReplaySettings.of(service, name)
                    .withChunkSize(chunk)
                    .withGiveUpAfter(Duration.ofSeconds(giveUpAfter))
                    .withPace(new Pace(speed, rate));
            return keepOpen ? settings.leftOpen() : settings;
        } catch (IllegalArgumentException e) {
            throw badArguments(String.valueOf(e.getMessage()));
        }
    }
}
