package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.replay.ReplayListener;
import io.tapeline.local.replay.ReplayProgress;
import io.tapeline.local.replay.ReplayReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows a replay: a bar that fills on a terminal, a line every ten seconds elsewhere. For one thread. */
final class ReplayDisplay implements ReplayListener {
    private static final int BAR_WIDTH = 30;
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);

    private final Console console;
    private Duration lastLine = Duration.ZERO;
    private String lastReason = "";
    private List<String> extra = List.of();

    ReplayDisplay(Console console) {
        this.console = console;
    }

    /** Lines shown below the bar, such as the newest bar. */
    void below(List<String> lines) {
        extra = List.copyOf(lines);
    }

    @Override
    public void progress(ReplayProgress progress) {
        lastReason = "";
        if (console.terminal()) {
            List<String> lines = new ArrayList<>();
            lines.add("  " + line(progress));
            lines.addAll(extra);
            console.region(lines);
        } else if (progress.elapsed().minus(lastLine).compareTo(LINE_EVERY) >= 0) {
            lastLine = progress.elapsed();
            console.println("  " + line(progress));
        }
    }

    private static String line(ReplayProgress progress) {
        String bar = progress.fraction() < 0
                ? ""
                : Texts.bar(progress.fraction(), BAR_WIDTH)
                        + String.format(Locale.ROOT, " %3d %%  ", Math.round(progress.fraction() * 100));
        return bar + Texts.count(progress.answered()) + " trades, " + Texts.count(Math.round(progress.rate())) + "/s";
    }

    /** The same reason again and again is told once. */
    @Override
    public void retrying(String reason, Duration delay) {
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            console.println("  " + console.yellow("↻") + " " + reason + "; trying again");
        }
    }

    /** What became of it, for a person. */
    static List<String> summary(ReplayReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(Texts.count(report.accepted()) + " of " + Texts.count(report.total()) + " trades accepted in "
                + Texts.duration(report.took())
                + (report.retries() == 0 ? "" : ", with " + report.retries() + " posts sent again"));
        report.rejectedByCode().forEach((code, count) -> lines.add("rejected as " + code + ": " + Texts.count(count)));
        report.firstRejections()
                .forEach(each -> lines.add("  line " + each.line() + ": " + each.code() + ", " + each.message()));
        return lines;
    }
}
