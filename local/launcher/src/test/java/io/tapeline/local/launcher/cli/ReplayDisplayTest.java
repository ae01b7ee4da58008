package io.tapeline.local.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.launcher.cli.ReplayDisplay.Style;
import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.replay.Latency;
import io.tapeline.local.replay.Rejection;
import io.tapeline.local.replay.ReplayProgress;
import io.tapeline.local.replay.ReplayReport;
import io.tapeline.local.replay.RunFigures;
import io.tapeline.local.replay.TurnedClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ReplayDisplayTest {
    private static final Latency LATENCY = new Latency(
            20, Duration.ofNanos(4_250_000), Duration.ofMillis(31), Duration.ofMillis(9_999), Duration.ofSeconds(75));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TurnedClock clock = new TurnedClock();

    private ReplayDisplay display(Style style) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new ReplayDisplay(new Console(out, out, style == Style.BAR, false, 140), style, clock);
    }

    /** {@code answered} of 40,000 trades, all in this run. */
    private ReplayProgress progress(long answered, long rejected, long retries) {
        return new ReplayProgress(
                answered,
                answered - rejected,
                answered / 40_000.0,
                clock.elapsed(),
                new RunFigures(answered, 1, answered * 90, LATENCY),
                retries);
    }

    private String written() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text.replace("\u001b[1A\r\u001b[2K", "^");
    }

    @Test
    void showsHowFarAndHowFastBelowABar() {
        ReplayDisplay display = display(Style.BAR);
        clock.turn(Duration.ofSeconds(2));

        display.progress(progress(10_000, 3, 1));

        assertThat(written())
                .isEqualToNormalizingNewlines(
                        "  ████████░░░░░░░░░░░░░░░░░░░░░░  25 %   10,000 trades   2.0 s, 6.0 s left\n"
                                + "  5,000/s now, 5,000/s mean, 0.45 MB/s   p50 4.3 ms, p95 31 ms, p99 9999 ms, max 1 min 15 s"
                                + "   3 rejected, 1 sent again\n");
    }

    @Test
    void redrawsTheBarNoMoreOftenThanAnEyeSees() {
        ReplayDisplay display = display(Style.BAR);
        clock.turn(Duration.ofSeconds(2));
        display.progress(progress(10_000, 0, 0));
        written();

        clock.turn(Duration.ofMillis(79));
        display.progress(progress(10_001, 0, 0));
        assertThat(written()).isEmpty();
        clock.turn(Duration.ofMillis(1));
        display.refresh();

        assertThat(written()).startsWith("^^").contains("10,001 trades   2.1 s");
    }

    @Test
    void printsALineEveryFiveSecondsWhereThereIsNoTerminalAlsoWhenNothingMoves() {
        ReplayDisplay display = display(Style.LINES);
        clock.turn(Duration.ofMillis(4_999));
        display.progress(progress(20_000, 0, 0));
        assertThat(written()).isEmpty();

        clock.turn(Duration.ofMillis(1));
        display.refresh();
        assertThat(written())
                .isEqualToNormalizingNewlines("   50 %   20,000 trades in 5.0 s, 5.0 s left; 4,000/s now, 4,000/s mean,"
                        + " 0.36 MB/s; p50 4.3 ms, p95 31 ms, p99 9999 ms, max 1 min 15 s\n");

        clock.turn(Duration.ofSeconds(4));
        display.refresh();
        assertThat(written()).isEmpty();
        clock.turn(Duration.ofSeconds(1));
        display.refresh();
        assertThat(written()).contains("20,000 trades in 10.0 s").contains(" 0.0/s now, 2,000/s mean");
    }

    @Test
    void saysHowLongUntilTheNextTradeWhenThatIsLong() {
        ReplayDisplay display = display(Style.BAR);
        clock.turn(Duration.ofSeconds(2));
        display.progress(progress(10_000, 0, 0));
        clock.turn(Duration.ofSeconds(1));
        written();

        display.waiting(Duration.ofSeconds(90));
        assertThat(written()).contains("   next trade in 1 min 30 s\n");
        clock.turn(Duration.ofSeconds(60));
        display.refresh();
        assertThat(written()).contains("   next trade in 30.0 s\n");
        clock.turn(Duration.ofSeconds(29));
        display.refresh();
        assertThat(written()).doesNotContain("next trade");
    }

    @Test
    void guessesTheTimeLeftFromThisRunAlone() {
        ReplayDisplay display = display(Style.BAR);
        clock.turn(Duration.ofSeconds(4));

        display.progress(new ReplayProgress(
                30_000, 30_000, 0.75, Duration.ofSeconds(4), new RunFigures(10_000, 0.5, 0, LATENCY), 0));

        assertThat(written())
                .contains(" 75 %   30,000 trades   4.0 s, 4.0 s left")
                .contains(" 2,500/s mean");
    }

    @Test
    void showsNoBarAndNoTimeLeftWhereTheSizeIsUnknown() {
        ReplayDisplay display = display(Style.LINES);
        clock.turn(Duration.ofSeconds(5));

        display.progress(new ReplayProgress(5, 5, -1, Duration.ofSeconds(5), new RunFigures(5, 1, 0, Latency.NONE), 0));

        assertThat(written()).isEqualToNormalizingNewlines("  5 trades in 5.0 s; 1.0/s now, 1.0/s mean, 0.00 MB/s\n");
    }

    @Test
    void tellsAReasonToRetryOnceUntilSomethingIsAnswered() {
        ReplayDisplay display = display(Style.LINES);

        display.retrying("no answer", Duration.ofSeconds(1));
        display.retrying("no answer", Duration.ofSeconds(2));
        display.progress(progress(1, 0, 2));
        display.retrying("no answer", Duration.ofSeconds(1));

        assertThat(written())
                .isEqualToNormalizingNewlines("  ↻ no answer; trying again\n  ↻ no answer; trying again\n");
    }

    @Test
    void leavesTheLastPictureOnTheScreen() {
        ReplayDisplay display = display(Style.BAR);
        clock.turn(Duration.ofSeconds(2));
        display.progress(progress(39_000, 0, 0));
        display.progress(progress(40_000, 0, 0));
        written();

        display.end();

        assertThat(written()).contains("██████████████████████████████ 100 %   40,000 trades");
    }

    @Test
    void sumsUpWhatBecameOfIt() {
        ReplayReport report = new ReplayReport(
                97_000,
                3_000,
                new TreeMap<>(Map.of("NEGATIVE", 2_999L, "OTHER", 1L)),
                List.of(new Rejection(7, "NEGATIVE", "price is negative: -1"), new Rejection(9, "NEGATIVE", "size")),
                4,
                Duration.ofSeconds(10),
                new RunFigures(60_000, 0.6, 5_400_000, LATENCY));

        assertThat(ReplayTexts.summary(report))
                .containsExactly(
                        "97,000 of 100,000 trades accepted, with 4 posts sent again",
                        "60,000 of them since it was resumed, in 10.0 s: 6,000/s, 0.54 MB/s, in 20 posts",
                        "acknowledged p50 4.3 ms, p95 31 ms, p99 9999 ms, max 1 min 15 s",
                        "rejected as NEGATIVE: 2,999",
                        "  line 7: price is negative: -1",
                        "  line 9: size",
                        "rejected as OTHER: 1");
    }

    @Test
    void sumsUpARunFromTheStartWithoutTroubles() {
        ReplayReport report = new ReplayReport(
                10,
                0,
                new TreeMap<>(),
                List.of(),
                0,
                Duration.ofSeconds(4),
                new RunFigures(
                        10,
                        1,
                        900,
                        new Latency(
                                1,
                                Duration.ofMillis(1),
                                Duration.ofMillis(1),
                                Duration.ofMillis(1),
                                Duration.ofMillis(1))));

        assertThat(ReplayTexts.summary(report))
                .containsExactly(
                        "10 of 10 trades accepted in 4.0 s: 2.5/s, 0.00 MB/s, in 1 post",
                        "acknowledged p50 1.0 ms, p95 1.0 ms, p99 1.0 ms, max 1.0 ms");
    }
}
