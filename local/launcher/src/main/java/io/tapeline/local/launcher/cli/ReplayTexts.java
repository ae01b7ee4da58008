package io.tapeline.local.launcher.cli;

import io.tapeline.local.launcher.console.Texts;
import io.tapeline.local.replay.Latency;
import io.tapeline.local.replay.Rejection;
import io.tapeline.local.replay.ReplayProgress;
import io.tapeline.local.replay.ReplayReport;
import io.tapeline.local.replay.RunFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words of a replay.
 *
 * @param progress when it was told last
 * @param elapsed until now, which is later
 * @param now trades a second in the last seconds
 */
record ReplayTexts(ReplayProgress progress, Duration elapsed, double now) {
    private static final int BAR_WIDTH = 30;
    /** Below it the time left is a guess. */
    private static final double ENOUGH_TO_TELL = 0.002;

    /** How far, and how long. */
    String bar() {
        return Texts.bar(Math.max(0, progress.fraction()), BAR_WIDTH) + " " + percent()
                + Texts.count(progress.answered()) + " trades   " + Texts.duration(elapsed) + left();
    }

    /** How fast, and how it goes. */
    String figures(String note) {
        return join("   ", rates(), latency(progress.run().latency()), troubles(), note);
    }

    /** All of it. */
    String line(String note) {
        return percent() + Texts.count(progress.answered()) + " trades in " + Texts.duration(elapsed) + left() + "; "
                + join("; ", rates(), latency(progress.run().latency()), troubles(), note);
    }

    private String percent() {
        return progress.fraction() < 0
                ? ""
                : String.format(Locale.ROOT, "%3d %%   ", (int) Math.floor(progress.fraction() * 100));
    }

    /** By the mean of this run. */
    private String left() {
        double done = progress.fraction() - (1 - progress.run().fraction());
        if (progress.fraction() < 0 || done < ENOUGH_TO_TELL) {
            return "";
        }
        double seconds = elapsed.toMillis() / 1e3 * (1 - progress.fraction()) / done;
        return ", " + Texts.duration(Duration.ofMillis((long) (seconds * 1e3))) + " left";
    }

    private String rates() {
        return rate(now) + " now, " + rate(progress.run().rate(elapsed)) + " mean, "
                + megabytes(progress.run().byteRate(elapsed));
    }

    private String troubles() {
        return join(
                ", ",
                progress.rejected() == 0 ? "" : Texts.count(progress.rejected()) + " rejected",
                progress.retries() == 0 ? "" : Texts.count(progress.retries()) + " sent again");
    }

    /** What became of it. */
    static List<String> summary(ReplayReport report) {
        List<String> lines = new ArrayList<>();
        RunFigures run = report.run();
        String accepted = Texts.count(report.accepted()) + " of " + Texts.count(report.total()) + " trades accepted";
        String retries = report.retries() == 0 ? "" : ", with " + number(report.retries(), "post") + " sent again";
        String speed = " in " + Texts.duration(report.took()) + ": " + rate(run.rate(report.took())) + ", "
                + megabytes(run.byteRate(report.took())) + ", in "
                + number(run.latency().count(), "post");
        if (run.answered() == report.total()) {
            lines.add(accepted + speed + retries);
        } else {
            lines.add(accepted + retries);
            lines.add(Texts.count(run.answered()) + " of them since it was resumed," + speed);
        }
        if (run.latency().count() > 0) {
            lines.add("acknowledged " + latency(run.latency()));
        }
        report.rejectedByCode().forEach((code, count) -> {
            lines.add("rejected as " + code + ": " + Texts.count(count));
            report.firstRejections().stream()
                    .filter(each -> each.code().equals(code))
                    .map(ReplayTexts::rejection)
                    .forEach(lines::add);
        });
        return lines;
    }

    private static String number(long count, String noun) {
        return Texts.count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    private static String rejection(Rejection each) {
        return "  line " + each.line() + ": " + each.message();
    }

    private static String rate(double perSecond) {
        return (perSecond < 100 ? String.format(Locale.ROOT, "%.1f", perSecond) : Texts.count(Math.round(perSecond)))
                + "/s";
    }

    private static String megabytes(double perSecond) {
        return String.format(Locale.ROOT, "%.2f MB/s", perSecond / 1e6);
    }

    private static String latency(Latency latency) {
        return latency.count() == 0
                ? ""
                : "p50 " + time(latency.p50()) + ", p95 " + time(latency.p95()) + ", p99 " + time(latency.p99())
                        + ", max " + time(latency.max());
    }

    private static String time(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis < 10) {
            return String.format(Locale.ROOT, "%.1f ms", millis);
        }
        return millis < 10_000 ? Math.round(millis) + " ms" : Texts.duration(duration);
    }

    private static String join(String between, String... parts) {
        List<String> present = new ArrayList<>();
        for (String part : parts) {
            Optional.of(part).filter(text -> !text.isEmpty()).ifPresent(present::add);
        }
        return String.join(between, present);
    }
}
