package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.model.Bar;
import io.tapeline.model.FixedPoint;
import io.tapeline.model.Interval;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarStateTest {
    private static final long START = Interval.M1.start(RandomTape.START);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyOrderAndAnyPartitionGiveTheNaiveBar(long seed) {
        List<Trade> trades = trades(seed, 200);
        Bar expected = NaiveBars.of(trades, Long.MAX_VALUE).get(new BarKey("BTC-USD", Interval.M1, START));

        Random random = new Random(seed);
        List<BarState> parts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            parts.add(new BarState());
        }
        Collections.shuffle(trades, random);
        trades.forEach(trade -> add(parts.get(random.nextInt(4)), trade));
        Collections.shuffle(parts, random);
        BarState merged = new BarState();
        parts.forEach(merged::merge);

        assertThat(merged.toBar("BTC-USD", Interval.M1, START, 0, true)).isEqualTo(expected);
        assertThat(merged.tradeCount()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void openCloseAndVwapLieBetweenLowAndHigh(long seed) {
        for (int count = 1; count < 40; count++) {
            BarState state = new BarState();
            trades(seed + count, count).forEach(trade -> add(state, trade));
            Bar bar = state.toBar("BTC-USD", Interval.M1, START, 0, true);
            assertThat(bar.open()).isBetween(bar.low(), bar.high());
            assertThat(bar.close()).isBetween(bar.low(), bar.high());
            bar.vwap().ifPresent(vwap -> assertThat(vwap).isBetween(decimal(bar.low()), decimal(bar.high())));
        }
    }

    @Test
    void tradesOfOneTimeAreOrderedBySequenceThenKey() {
        BarState state = new BarState();
        state.add(5, 1, 0, 7, 70, 1);
        state.add(5, 1, 0, -7, 69, 1);
        state.add(5, 0, 9, 9, 99, 1);
        state.add(5, 1, 1, -9, 71, 1);
        Bar bar = state.toBar("A", Interval.S1, 0, 0, true);
        assertThat(bar.open()).isEqualTo(99);
        assertThat(bar.close()).isEqualTo(71);
    }

    @Test
    void sumsBeyondSixtyFourBitsAreExact() {
        BarState state = new BarState();
        for (int i = 0; i < 1_000; i++) {
            state.add(i, 0, 0, i, 9_000_000_000_000_000_000L, 9_000_000_000_000L);
        }
        Bar bar = state.toBar("A", Interval.S1, 0, 0, true);
        assertThat(bar.notional()).hasToString("81" + "0".repeat(33));
        assertThat(bar.volume()).hasToString("9000000000000000");
    }

    @Test
    void anEmptyStateHasNoBar() {
        BarState state = new BarState();
        state.add(1, 1, 1, 1, 1, 1);
        state.clear();
        assertThat(state.isEmpty()).isTrue();
        assertThatThrownBy(() -> state.toBar("A", Interval.S1, 0, 0, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tradeCount is below one: 0");
    }

    @Test
    void whatIsReadGoesOnAsWhatWasWritten() throws IOException {
        List<Trade> trades = trades(99, 60);
        BarState state = new BarState();
        trades.subList(0, 30).forEach(trade -> add(state, trade));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        BarState read = BarState.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        trades.subList(30, 60).forEach(trade -> add(read, trade));

        assertThat(read.toBar("BTC-USD", Interval.M1, START, 0, true))
                .isEqualTo(NaiveBars.of(trades, Long.MAX_VALUE).get(new BarKey("BTC-USD", Interval.M1, START)));
    }

    /** Trades of one symbol and minute, many of the same time. */
    private static List<Trade> trades(long seed, int count) {
        RandomTape tape = new RandomTape(seed);
        List<Trade> trades = new ArrayList<>();
        while (trades.size() < count) {
            Trade trade = tape.trade(START + tape.random().nextInt(20) * 3_000_000_000L);
            if (trade.symbol().equals("BTC-USD")) {
                trades.add(trade);
            }
        }
        return trades;
    }

    private static void add(BarState state, Trade trade) {
        TradeKey key = TradeKey.of(trade);
        state.add(trade.tsEvent(), trade.sequence(), key.high(), key.low(), trade.price(), trade.size());
    }

    private static BigDecimal decimal(long price) {
        return FixedPoint.priceDecimal(price);
    }
}
