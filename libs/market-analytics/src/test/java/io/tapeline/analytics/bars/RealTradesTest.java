package io.tapeline.analytics.bars;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.analytics.indicators.TaLibAssert;
import io.tapeline.model.Bar;
import io.tapeline.model.FixedPoint;
import io.tapeline.model.Interval;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** 100,000 real trades of BTC/USD (the last line of the file ends without a line break), as a replay would bring them. */
class RealTradesTest {
    private static final String FILE = "/bitstamp_trades_from_20131125_usd.csv";
    private static final Recorder OUT = new Recorder();
    private static Map<BarKey, Bar> expected = Map.of();

    @BeforeAll
    static void replay() throws IOException {
        List<Trade> trades = trades();
        BucketState state = new BucketState(Rows.BUCKET);
        long clock = Long.MIN_VALUE;
        for (int from = 0; from < trades.size(); from += 500) {
            List<Trade> batch = trades.subList(from, Math.min(from + 500, trades.size()));
            clock = Math.max(
                    clock, batch.stream().mapToLong(Trade::tsEvent).max().orElseThrow());
            state.process(Rows.slice(from, clock, batch), Long.MAX_VALUE, BarSettings.DEFAULTS, OUT);
        }
        state.process(Rows.clock(clock + 2 * Interval.D1.nanos()), Long.MAX_VALUE, BarSettings.DEFAULTS, OUT);
        expected = NaiveBars.of(trades, Long.MAX_VALUE);
    }

    @Test
    void everyBarEqualsANaiveRecomputation() {
        assertThat(OUT.accepted).hasSize(100_000);
        assertThat(OUT.duplicates).isZero();
        assertThat(OUT.late).isEmpty();
        assertThat(OUT.latest).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Interval.class)
    void everyIndicatorEqualsTaLib(Interval interval) {
        List<Bar> bars = expected.values().stream()
                .filter(bar -> bar.interval() == interval)
                .toList();
        List<IndicatorRow> rows = OUT.latestRows.values().stream()
                .filter(row -> row.interval() == interval)
                .toList();
        TaLibAssert.assertEqualsTaLib(
                bars.stream().mapToDouble(bar -> bar.high() / 1e9).toArray(),
                bars.stream().mapToDouble(bar -> bar.low() / 1e9).toArray(),
                bars.stream().mapToDouble(bar -> bar.close() / 1e9).toArray(),
                rows);
    }

    @Test
    void theBuilderMakesTheSameBars() throws IOException {
        BarBuilder builder = new BarBuilder("BTC-USD");
        trades().forEach(builder::add);
        assertThat(builder.bars()).containsExactlyElementsOf(expected.values());
    }

    private static List<Trade> trades() throws IOException {
        List<Trade> trades = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                requireNonNull(RealTradesTest.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                long ts = Long.parseLong(fields[0]) * 1_000_000_000L;
                long number = trades.size() + 1L;
                trades.add(new Trade(
                        "BTC-USD",
                        "BITSTAMP",
                        ts,
                        ts,
                        0,
                        FixedPoint.price(fields[1]),
                        FixedPoint.size(fields[2]),
                        Side.NONE,
                        number,
                        Long.toString(number),
                        ""));
            }
        }
        return trades;
    }
}
