package io.tapeline.analytics.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.model.Bar;
import io.tapeline.model.FixedPoint;
import io.tapeline.model.Interval;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
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

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void aRunOfRowsAddsWhatItsTradesOneByOneWould(long seed) throws IOException {
        List<Trade> trades = trades(seed, 300);
        TradeRows rows = Rows.rows(trades);
        Random random = new Random(seed);
        BarState byRun = new BarState();
        BarState oneByOne = new BarState();
        for (int from = 0; from < trades.size(); ) {
            int end = Math.min(trades.size(), from + random.nextInt(9));
            assertThat(byRun.addWhile(rows, from, end, START, Interval.M1.nanos()))
                    .isEqualTo(end);
            trades.subList(from, end).forEach(trade -> add(oneByOne, trade));
            assertThat(bytes(byRun)).isEqualTo(bytes(oneByOne));
            from = end;
        }
        assertThat(byRun.toBar("BTC-USD", Interval.M1, START, 0, true))
                .isEqualTo(NaiveBars.of(trades, Long.MAX_VALUE).get(new BarKey("BTC-USD", Interval.M1, START)));
    }

    @Test
    void aRunEndsAtTheFirstRowThatIsNotOfTheBar() {
        List<Trade> trades = new ArrayList<>();
        for (long tsEvent : new long[] {START, START + 9, START + 10, START + 5}) {
            trades.add(trade(tsEvent, 3, 4));
        }
        TradeRows rows = Rows.rows(trades);
        BarState state = new BarState();

        assertThat(state.addWhile(rows, 0, 4, START, 10)).isEqualTo(2);
        assertThat(state.addWhile(rows, 2, 4, START, 10)).isEqualTo(2);
        assertThat(state.addWhile(rows, 3, 4, START, 10)).isEqualTo(4);
        assertThat(state.addWhile(rows, 0, 4, START + 1, 9)).isZero();
        assertThat(state.tradeCount()).isEqualTo(3);
        assertThat(new BarState().addWhile(rows, 0, 4, START + 1, 9)).isZero();
    }

    @Test
    void aRunEndsAtTheFirstRowThatIsTooLarge() {
        TradeRows rows = Rows.rows(
                List.of(trade(START, 3, 4), trade(START, Long.MAX_VALUE, Long.MAX_VALUE), trade(START + 1, 5, 6)));
        BarState state = new BarState();

        assertThat(state.addWhile(rows, 0, 3, START, 10)).isEqualTo(1);
        assertThat(state.addWhile(rows, 1, 3, START, 10)).isEqualTo(1);
        assertThat(state.addWhile(rows, 2, 3, START, 10)).isEqualTo(3);
        assertThat(state.high()).isEqualTo(5);
    }

    @Test
    void aRunOfLargeTradesIsSummedExactly() {
        List<Trade> trades = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            trades.add(trade(START + i, 70_000_000_000_000_000L, 9_000_000_000_000L));
            trades.add(trade(START + i, 1, Long.MAX_VALUE));
        }
        BarState state = new BarState();

        assertThat(state.addWhile(Rows.rows(trades), 0, 2_000, START, 1_000)).isEqualTo(2_000);
        Bar bar = state.toBar("A", Interval.S1, 0, 0, true);
        BigInteger large = BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.valueOf(1_000));
        assertThat(bar.volume().toBigInteger()).isEqualTo(large.add(BigInteger.valueOf(9_000_000_000_000_000L)));
        assertThat(bar.notional().toBigInteger()).isEqualTo(large.add(new BigInteger("63" + "0".repeat(31))));
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
        BarState read = BarState.read(new DataInputStream(new ByteArrayInputStream(bytes(state))));
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

    private static Trade trade(long tsEvent, long price, long size) {
        return new Trade("A", "XNAS", tsEvent, tsEvent, 0, price, size, Side.NONE, 0, "", "");
    }

    private static byte[] bytes(BarState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        state.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static void add(BarState state, Trade trade) {
        TradeKey key = TradeKey.of(trade);
        state.add(trade.tsEvent(), trade.sequence(), key.high(), key.low(), trade.price(), trade.size());
    }

    private static BigDecimal decimal(long price) {
        return FixedPoint.priceDecimal(price);
    }
}
