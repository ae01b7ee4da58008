package io.tapeline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.launcher.console.Console;
import io.tapeline.local.launcher.stack.TestEndpoints;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DemoPageTest {
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    private static List<String> page(List<String> wrong) {
        return new DemoPage(console(), result(wrong)).lines();
    }

    private static Console console() {
        return new Console(NOWHERE, NOWHERE, false, false, 100);
    }

    private static DemoResult result(List<String> wrong) {
        Map<String, Duration> phases = new LinkedHashMap<>();
        phases.put("start", Duration.ofMillis(12_300));
        phases.put("nightly", Duration.ofSeconds(75));
        return new DemoResult(
                Samples.EXPECTED,
                Optional.of(Samples.replay()),
                Samples.lake(),
                OptionalLong.of(2),
                Samples.nightly(),
                Samples.warehouse(),
                phases,
                Optional.of(Duration.ofMillis(14_200)),
                Duration.ofSeconds(90),
                2_200L << 20,
                TestEndpoints.usual(),
                27,
                wrong);
    }

    @Test
    void printsEveryNumberOnce() {
        assertThat(String.join("\n", page(List.of()))).isEqualTo("""
                        BTC/USD on Bitstamp, 2013-11-25 to 2013-11-26   candles of six hours, █ rose ▒ fell

                             810 ┤ │
                                 │ █  ▒
                                 │ █  ▒
                             801 ┤ █  ▒
                                 │ │  ▒
                                 │ │  ▒
                             792 ┤ │  ▒
                                 │    ▒
                                 │    ▒
                             783 ┤    │
                                   Nov 25

                          trades in       4 accepted, 0 rejected
                          trades in lake  4, each once
                          late            0
                          duplicates      2 recognised by the stream, 0 left in the lake
                          dead letters    0

                                          1s  1m  5m  15m  1h  1d  all
                          ──────────────  ──  ──  ──  ───  ──  ──  ───
                          bars, final      3   3   2    2   2   2   14
                          indicator rows   3   3   2    2   2   2   14

                          nightly     trades  bars rebuilt  differ    open    high     low   close  volume
                          ──────────  ──────  ────────────  ──────  ──────  ──────  ──────  ──────  ──────
                          2013-11-25       1             6       0  800.50  800.50  800.50  800.50       1
                          2013-11-26       3             8       0  802.00  803.00  801.00  803.00       4

                          warehouse       2 rows of daily_bars, 3 of bars_1m
                          time            start 12.3 s, nightly 1 min 15 s, in all 1 min 30 s
                          first final bar after 14.2 s
                          memory          at most 2,200 MB, all processes together

                          ✓ 27 checks: every bar, every day and every count equals a plain recount of the file""");
    }

    @Test
    void namesEachNumberThatIsWrong() {
        assertThat(page(List.of("late trades: expected 0, found 1", "dead letters: expected 0, found 2")))
                .endsWith(
                        "  ✗ 2 numbers are wrong",
                        "    late trades: expected 0, found 1",
                        "    dead letters: expected 0, found 2");
    }

    @Test
    void fitsAnOrdinaryTerminal() {
        assertThat(page(List.of())).allMatch(line -> line.length() <= 104);
        assertThat(page(List.of()).size()).isLessThan(48);
    }

    @Test
    void saysWhatToTryWhileItStaysUp() {
        assertThat(new DemoPage(console(), result(List.of())).next(""))
                .contains(
                        "  post trades     http://127.0.0.1:8080/q/swagger-ui",
                        "  live chart      http://127.0.0.1:8082",
                        "  watch the job   http://127.0.0.1:8081")
                .filteredOn(line -> line.contains("./tapeline query"))
                .hasSize(DemoQueries.ALL.size())
                .allMatch(line -> line.matches(" +\\./tapeline query (--warehouse )?\"[^\"]+\""));
    }

    @Test
    void saysWhereTheStackIsWhenCommandsWouldNotFindIt() {
        assertThat(new DemoPage(console(), result(List.of())).next("--dir /tmp/x"))
                .filteredOn(line -> line.contains("./tapeline query"))
                .allMatch(line -> line.contains("query --dir /tmp/x "));
    }
}
