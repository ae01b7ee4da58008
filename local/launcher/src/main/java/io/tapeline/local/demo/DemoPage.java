package io.tapeline.local.demo;

import io.tapeline.local.demo.NightlyFacts.Night;
import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.TextTable;
import io.tapeline.local.launcher.console.TextTable.Align;
import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.launcher.stack.Service;
import io.tapeline.local.replay.ReplayReport;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The one page at the end of a demo. */
final class DemoPage {
    private static final String INDENT = "  ";
    private static final int LABEL_WIDTH = 16;

    private final Console console;
    private final DemoResult result;

    DemoPage(Console console, DemoResult result) {
        this.console = console;
        this.result = result;
    }

    /** The lines of the page. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        NaiveCount expected = result.expected();
        lines.add(console.bold("BTC/USD on Bitstamp, " + expected.tradesByDate().firstKey() + " to "
                        + expected.tradesByDate().lastKey())
                + console.dim("   candles of six hours, █ rose ▒ fell"));
        lines.add("");
        lines.addAll(new CandleChart(console).lines(result.lake().candles()));
        lines.add("");
        addTrades(lines);
        lines.add("");
        addAll(lines, bars());
        lines.add("");
        addAll(lines, dates());
        lines.add("");
        addRun(lines);
        lines.add("");
        addVerdict(lines);
        return lines;
    }

    private void addTrades(List<String> lines) {
        LakeFacts lake = result.lake();
        lines.add(field(
                "trades in",
                result.replay()
                        .map(DemoPage::answered)
                        .orElse(Texts.count(result.expected().trades()) + " by an earlier demo, kept")));
        lines.add(field(
                "trades in lake",
                Texts.count(lake.trades()) + (lake.trades() == lake.distinctTrades() ? ", each once" : "")));
        lines.add(field("late", Texts.count(lake.lateTrades())));
        String dropped = result.streamDuplicates().isPresent()
                ? Texts.count(result.streamDuplicates().getAsLong()) + " recognised by the stream, "
                : "";
        lines.add(field(
                "duplicates", dropped + Texts.count(lake.trades() - lake.distinctTrades()) + " left in the lake"));
        lines.add(field("dead letters", Texts.count(lake.deadLetters())));
    }

    private static String answered(ReplayReport report) {
        return Texts.count(report.accepted()) + " accepted, " + Texts.count(report.rejected()) + " rejected"
                + (report.retries() == 0 ? "" : ", " + report.retries() + " posts sent again");
    }

    private TextTable bars() {
        TextTable table = new TextTable().column("", Align.LEFT);
        List<String> bars = new ArrayList<>(List.of("bars, final"));
        List<String> indicators = new ArrayList<>(List.of("indicator rows"));
        long allBars = 0;
        long allIndicators = 0;
        for (String interval : NaiveCount.INTERVALS.keySet()) {
            table.column(interval, Align.RIGHT);
            long ofBars = result.lake().bars().getOrDefault(interval, 0L);
            long ofIndicators = result.lake().indicators().getOrDefault(interval, 0L);
            bars.add(Texts.count(ofBars));
            indicators.add(Texts.count(ofIndicators));
            allBars += ofBars;
            allIndicators += ofIndicators;
        }
        table.column("all", Align.RIGHT);
        bars.add(Texts.count(allBars));
        indicators.add(Texts.count(allIndicators));
        return table.row(bars).row(indicators);
    }

    private TextTable dates() {
        TextTable table = new TextTable()
                .column("nightly", Align.LEFT)
                .column("trades", Align.RIGHT)
                .column("bars rebuilt", Align.RIGHT)
                .column("differ", Align.RIGHT)
                .column("open", Align.RIGHT)
                .column("high", Align.RIGHT)
                .column("low", Align.RIGHT)
                .column("close", Align.RIGHT)
                .column("volume", Align.RIGHT);
        for (Map.Entry<LocalDate, Night> entry : result.nightly().dates().entrySet()) {
            Night night = entry.getValue();
            // The day as it must be; that the lake and the warehouse have the same is among the checks.
            PlainBar day = result.expected().day(entry.getKey());
            table.row(List.of(
                    entry.getKey().toString(),
                    Texts.count(night.trades()),
                    Texts.count(night.rebuilt()),
                    Texts.count(night.differences()),
                    price(day.open().doubleValue()),
                    price(day.high().doubleValue()),
                    price(day.low().doubleValue()),
                    price(day.close().doubleValue()),
                    Texts.count(Math.round(day.volume().doubleValue()))));
        }
        return table;
    }

    private void addRun(List<String> lines) {
        WarehouseFacts warehouse = result.warehouse();
        lines.add(field(
                "warehouse",
                Texts.count(warehouse.dailyBars()) + " rows of daily_bars, " + Texts.count(warehouse.minuteBars())
                        + " of bars_1m"));
        StringBuilder times = new StringBuilder();
        result.phases()
                .forEach((phase, took) -> times.append(phase)
                        .append(' ')
                        .append(Texts.duration(took))
                        .append(", "));
        lines.add(field("time", times + "in all " + Texts.duration(result.total())));
        result.firstBar()
                .map(Texts::duration)
                .ifPresent(after -> lines.add(field("first final bar", "after " + after)));
        lines.add(field("memory", "at most " + Texts.bytes(result.peakMemory()) + ", all processes together"));
    }

    private void addVerdict(List<String> lines) {
        if (result.wrong().isEmpty()) {
            lines.add(INDENT + console.green("✓ ") + result.checks()
                    + " checks: every bar, every day and every count equals a plain recount of the file");
            return;
        }
        lines.add(INDENT + console.red("✗ " + result.wrong().size() + " numbers are wrong"));
        result.wrong().forEach(problem -> lines.add(INDENT + "  " + problem));
    }

    /**
     * What to do next, while it stays up.
     *
     * @param options what a command needs to find the stack, such as {@code --dir /tmp/x}; mostly nothing
     */
    List<String> next(String options) {
        String command = INDENT + "  ./tapeline query " + (options.isEmpty() ? "" : options + " ");
        List<String> lines = new ArrayList<>();
        lines.add(field("post trades", result.endpoints().http(Service.INGEST) + "/q/swagger-ui"));
        lines.add(field("live chart", result.endpoints().url(Service.LIVE)));
        lines.add(field("watch the job", result.endpoints().url(Service.STREAM)));
        lines.add(field("query", "in another terminal:"));
        DemoQueries.ALL.forEach(query -> lines.add(command + query.arguments()));
        lines.add(field("stop", "Ctrl-C"));
        return lines;
    }

    private static String field(String label, String value) {
        return INDENT + String.format(Locale.ROOT, "%-" + LABEL_WIDTH + "s", label) + value;
    }

    private static void addAll(List<String> lines, TextTable table) {
        table.lines().forEach(line -> lines.add(INDENT + line));
    }

    private static String price(double value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }

    /** A phase's line while the demo goes on. */
    static String phase(Console console, String title, Duration sinceStart) {
        return console.bold(title) + console.dim("   " + Texts.duration(sinceStart));
    }
}
