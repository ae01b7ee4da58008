package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.LauncherException;
import io.tapeline.local.launcher.stack.RunningStack;
import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.replay.CsvOptions;
import io.tapeline.local.replay.ReplayException;
import io.tapeline.local.replay.ReplayReport;
import io.tapeline.local.replay.ReplaySettings;
import io.tapeline.local.replay.Replayer;
import io.tapeline.local.replay.TimestampUnit;
import io.tapeline.local.replay.TradeFiles;
import io.tapeline.local.replay.TradeSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = {
            "Posts a file of trades through the HTTP API, in order.",
            "",
            "The file is NDJSON with the fields of POST /v1/trades, or CSV with a header of those names or of"
                    + " timestamp,price,amount; plain or gzip. What the service does not acknowledge is sent again, so"
                    + " that a restart of the service loses nothing. At the end the bars of the replay are closed.",
            "",
            "Exit code 0 when every trade was accepted, 1 otherwise."
        },
        footer = {
            "",
            "For instance:",
            "  tapeline replay trades.csv.gz --symbol BTC-USD --venue BITSTAMP --timestamp-unit s"
        })
final class ReplayCommand implements Callable<Integer> {
    private final TapelineCommand root;

    @Parameters(paramLabel = "FILE", description = "The trades.")
    private Path file = Path.of("");

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

    ReplayCommand(TapelineCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException, ReplayException, InterruptedException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new LauncherException(LauncherException.Code.BAD_FILE, file + " is not a file that can be read");
        }
        Console console = root.console();
        ReplaySettings settings = settings();
        try (TradeSource source = TradeFiles.open(file, new CsvOptions(symbol, venue, unit))) {
            console.println(console.bold("replay " + settings.id()) + "  " + file + " → " + settings.ingest());
            if (!source.notice().isEmpty()) {
                console.println("  " + console.yellow("!") + " " + source.notice());
            }
            ReplayReport report = new Replayer(settings, new ReplayDisplay(console)).replay(source);
            console.keepRegion();
            ReplayDisplay.summary(report).forEach(line -> console.println("  " + line));
            return report.rejected() == 0 ? 0 : 1;
        }
    }

    private ReplaySettings settings() {
        URI service = ingest;
        if (service == null) {
            RunningStack running = root.running();
            service = running.endpoints().http(Service.INGEST);
        }
        String name = Optional.ofNullable(id)
                .orElseGet(() -> UUID.randomUUID().toString().substring(0, 8));
        ReplaySettings settings =
                ReplaySettings.of(service, name).withChunkSize(chunk).withGiveUpAfter(Duration.ofSeconds(giveUpAfter));
        return keepOpen ? settings.leftOpen() : settings;
    }
}
