package io.tapeline.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.demo.NightlyFacts.Night;
import io.tapeline.local.replay.ReplayReport;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final long LITTLE_MEMORY = 1L << 30;

    private static List<String> wrong(LakeFacts lake, NightlyFacts nightly, WarehouseFacts warehouse) {
        return Verdict.of(Samples.EXPECTED, Optional.of(Samples.replay()), lake, nightly, warehouse, LITTLE_MEMORY)
                .wrong();
    }

    private static List<String> wrong(LakeFacts lake) {
        return wrong(lake, Samples.nightly(), Samples.warehouse());
    }

    @Test
    void findsNothingWrongWhenEveryNumberIsRight() {
        Checks checks = Verdict.of(
                Samples.EXPECTED,
                Optional.of(Samples.replay()),
                Samples.lake(),
                Samples.nightly(),
                Samples.warehouse(),
                LITTLE_MEMORY);

        assertThat(checks.wrong()).isEmpty();
        assertThat(checks.made()).isGreaterThan(25);
    }

    @Test
    void namesALostTrade() {
        assertThat(wrong(new LakeFacts(3, 3, 0, 0, Samples.BARS, Samples.BARS, List.of(), List.of(), List.of())))
                .containsExactly("rows in trades and late_trades: expected 4, found 3");
    }

    @Test
    void namesATradeThatIsThereTwice() {
        assertThat(wrong(new LakeFacts(4, 3, 0, 0, Samples.BARS, Samples.BARS, List.of(), List.of(), List.of())))
                .containsExactly("distinct trades in trades: expected 4, found 3");
    }

    @Test
    void namesMissingBarsAndIndicatorsOfAnInterval() {
        Map<String, Long> noMinutes = Map.of("1s", 3L, "5m", 2L, "15m", 2L, "1h", 2L, "1d", 2L);

        assertThat(wrong(new LakeFacts(4, 4, 0, 0, noMinutes, noMinutes, List.of(), List.of(), List.of())))
                .containsExactly(
                        "final bars of 1m: expected 3, found 0", "rows of indicators of 1m: expected 3, found 0");
    }

    @Test
    void passesOnWhereBarsDiffer() {
        assertThat(wrong(new LakeFacts(
                        4, 4, 0, 0, Samples.BARS, Samples.BARS, List.of("lake 1m bar"), List.of("day"), List.of())))
                .containsExactly("lake 1m bar", "day");
    }

    @Test
    void namesLateTradesAndDeadLetters() {
        assertThat(wrong(new LakeFacts(3, 3, 1, 2, Samples.BARS, Samples.BARS, List.of(), List.of(), List.of())))
                .containsExactly("late trades: expected 0, found 1", "dead letters: expected 0, found 2");
    }

    @Test
    void namesADateOfTheNightlyBatchThatIsWrong() {
        SortedMap<LocalDate, Night> dates = new TreeMap<>(Samples.nightly().dates());
        dates.put(LocalDate.of(2013, 11, 26), new Night(false, 2, 0, 1, 8, 5, 2.5));

        assertThat(wrong(Samples.lake(), new NightlyFacts(dates), Samples.warehouse()))
                .containsExactly(
                        "nightly batch of 2013-11-26 done: expected true, found false",
                        "trades of 2013-11-26 in the nightly batch: expected 3, found 2",
                        "streamed bars of 2013-11-26 that differ from the rebuilt ones: expected 0, found 5",
                        "trades of 2013-11-26 that stand in the lake twice: expected 0, found 1");
    }

    @Test
    void namesMissingRowsOfTheWarehouse() {
        assertThat(wrong(Samples.lake(), Samples.nightly(), new WarehouseFacts(1, 0, List.of("warehouse day"))))
                .containsExactly(
                        "rows of daily_bars in the warehouse: expected 2, found 1",
                        "rows of bars_1m in the warehouse: expected 3, found 0",
                        "warehouse day");
    }

    @Test
    void namesTradesThatWereRejectedAndMemoryBeyondTheBound() {
        ReplayReport report = new ReplayReport(3, 1, new TreeMap<>(), List.of(), 0, Duration.ZERO);

        assertThat(Verdict.of(
                                Samples.EXPECTED,
                                Optional.of(report),
                                Samples.lake(),
                                Samples.nightly(),
                                Samples.warehouse(),
                                5L << 30)
                        .wrong())
                .containsExactly(
                        "trades accepted: expected 4, found 3",
                        "trades rejected: expected 0, found 1",
                        "memory below 4 GB: expected true, found false");
    }
}
