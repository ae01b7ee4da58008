package io.tapeline.stream.bars;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Bar;
import io.tapeline.model.Buckets;
import io.tapeline.model.Interval;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeRows;
import io.tapeline.stream.Slices;
import io.tapeline.stream.config.StreamConfig;
import io.tapeline.stream.live.LiveUpdate;
import io.tapeline.stream.types.BarUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The glue alone: what a bar is, and when it changes, is tested where the states are. */
class BarsFunctionTest {
    private static final long SECOND = 1_000_000_000L;
    /** 2026-01-05T14:30:00Z. */
    private static final long T0 = 1_767_623_400L * SECOND;

    private static final StreamConfig.Bars BARS =
            new StreamConfig.Bars(Duration.ofSeconds(2), Duration.ofSeconds(60), 1_000);
    private static final StreamConfig.Outputs ALL = new StreamConfig.Outputs(true, true, true, Duration.ofMillis(250));

    private KeyedOneInputStreamOperatorTestHarness<Integer, Slice, BarUpdate> harness;
    private long batches;

    @BeforeEach
    void open() throws Exception {
        harness = harness(ALL);
        harness.open();
        harness.setProcessingTime(1_000);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void emitsBarWhenWatermarkPassesItsEnd() throws Exception {
        send(T0 + SECOND + 2 * SECOND, trade("1", 0, 100, 5), trade("2", SECOND / 2, 101, 7));
        watermark(T0 + SECOND - 1_000_000);
        assertThat(finalBars()).isEmpty();

        watermark(T0 + SECOND);

        assertThat(finalBars()).hasSize(1);
        Bar bar = finalBars().get(0);
        assertThat(bar.interval()).isEqualTo(Interval.S1);
        assertThat(bar.start()).isEqualTo(T0);
        assertThat(bar.open()).isEqualTo(100);
        assertThat(bar.close()).isEqualTo(101);
        assertThat(bar.volume().toBigInteger()).isEqualTo(12);
        assertThat(bar.tradeCount()).isEqualTo(2);
        assertThat(bar.revision()).isZero();
        assertThat(side(BarsFunction.INDICATORS).stream().map(IndicatorRow::start))
                .containsExactly(T0);
    }

    @Test
    void waitsForTheBucketsOwnClockWhereTheWatermarkIsAhead() throws Exception {
        send(T0 + SECOND, trade("1", 0, 100, 5));
        watermark(T0 + 10 * SECOND);
        assertThat(finalBars()).isEmpty();

        harness.processElement(Slice.ofClock(Buckets.of("ACME"), 99, T0 + 3 * SECOND, T0), 0);

        assertThat(finalBars()).hasSize(1);
        assertThat(harness.numEventTimeTimers()).as("the minute's").isEqualTo(1);
    }

    @Test
    void keepsTheTimersOfDistinctClosesOnly() throws Exception {
        for (int i = 0; i < 100; i++) {
            send(T0, trade("a" + i, i, 100, 5), trade("b" + i, SECOND + i, 100, 5));
        }

        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);
    }

    @Test
    void archivesEachTradeOnce() throws Exception {
        Trade first = trade("1", 0, 100, 5);
        Slice slice = send(T0, first, trade("2", 1, 100, 5));
        harness.processElement(slice, 0);
        send(T0, trade("2", 1, 100, 5), trade("3", 2, 100, 5));

        assertThat(trades(side(BarsFunction.ACCEPTED)).stream().map(Trade::tradeId))
                .containsExactly("1", "2", "3");
        assertThat(trades(side(BarsFunction.ACCEPTED)).get(0)).isEqualTo(first);
        assertThat(side(BarsFunction.LATE)).isEmpty();
    }

    @Test
    void givesTheRowsBackWhenAllThatReadThemHaveDone() throws Exception {
        Slice slice = Slices.of(1, T0, List.of(trade("1", 0, 100, 5)));
        TradeRows rows = slice.trades();
        List<byte[]> givenBack = new ArrayList<>();
        TradeRows lent = TradeRows.lent(1, rows.bytes(), rows.dictionary(), givenBack::add);

        harness.processElement(Slice.ofTrades(slice.bucket(), 1, T0, T0, lent), 0);
        Arrays.fill(rows.bytes(), (byte) -1);
        watermark(T0 + SECOND);
        harness.processElement(Slice.ofClock(slice.bucket(), 2, T0 + 3 * SECOND, T0), 0);

        assertThat(givenBack).singleElement().isSameAs(rows.bytes());
        assertThat(finalBars())
                .singleElement()
                .satisfies(bar -> assertThat(bar.close()).isEqualTo(100));
    }

    @Test
    void archivesTheQuotesOfABatchOnceWithoutItsTrades() throws Exception {
        Quote quote = new Quote("ACME", "XNAS", T0 - 600 * SECOND, T0, T0, 99, 1, 101, 2, 3, "");
        Slice trades = Slices.of(1, T0, List.of(trade("1", 0, 100, 5)));
        Slice slice = new Slice(
                trades.bucket(), 1, T0, T0, trades.trades(), Slice.NO_CORRECTIONS, Slice.NO_CANCELS, new Quote[] {
                    quote, quote
                });
        harness.processElement(slice, 0);
        harness.processElement(slice, 0);

        assertThat(side(BarsFunction.QUOTES)).singleElement().satisfies(stored -> {
            assertThat(stored.quotes()).containsExactly(quote, quote);
            assertThat(stored.trades().count()).isZero();
        });
        assertThat(side(BarsFunction.ACCEPTED))
                .singleElement()
                .satisfies(stored -> assertThat(stored.quotes()).isEmpty());
    }

    @Test
    void reissuesABarForALateTradeAndKeepsOneThatIsTooLate() throws Exception {
        send(T0 + 70 * SECOND, trade("1", 0, 100, 5), trade("2", 68 * SECOND, 103, 1));
        watermark(T0 + 61 * SECOND);
        long before = finalBars().stream().filter(bar -> bar.revision() > 0).count();
        send(T0 + 70 * SECOND, trade("3", 2 * SECOND, 99, 1), trade("4", -60 * SECOND, 98, 1));

        assertThat(before).isZero();
        assertThat(finalBars().stream()
                        .filter(bar -> bar.interval() == Interval.M1)
                        .map(Bar::revision))
                .containsExactly(0, 1);
        List<LateEvents> late = side(BarsFunction.LATE);
        assertThat(late).hasSize(1);
        assertThat(late.get(0).applied()).isFalse();
        assertThat(trades(List.of(late.get(0).slice())).stream().map(Trade::tradeId))
                .containsExactly("4");
    }

    @Test
    void keepsEveryAmendmentAndSaysWhetherItWasApplied() throws Exception {
        Trade corrected = trade("1", 0, 200, 5);
        TradeCorrection known = new TradeCorrection(T0, T0 + 1, corrected);
        TradeCorrection unknown = new TradeCorrection(T0, T0 + 1, trade("9", 0, 200, 5));
        TradeCancel cancel = new TradeCancel("ACME", "XNAS", "2", T0 + 1, T0 + 2, T0);
        harness.processElement(
                Slices.of(
                        batches++,
                        T0,
                        List.of(trade("1", 0, 100, 5), trade("2", 1, 100, 5)),
                        new TradeCorrection[] {known, unknown},
                        new TradeCancel[] {cancel}),
                0);
        watermark(T0 + SECOND);
        harness.processElement(Slice.ofClock(Buckets.of("ACME"), 99, T0 + 3 * SECOND, T0), 0);

        List<LateEvents> late = side(BarsFunction.LATE);
        assertThat(late.stream().map(LateEvents::applied)).containsExactly(true, false, true);
        assertThat(late.get(0).slice().corrections()).containsExactly(known);
        assertThat(late.get(1).slice().corrections()).containsExactly(unknown);
        assertThat(late.get(2).slice().cancels()).containsExactly(cancel);
        assertThat(finalBars()).singleElement().satisfies(bar -> {
            assertThat(bar.tradeCount()).isEqualTo(1);
            assertThat(bar.close()).isEqualTo(200);
        });
    }

    @Test
    void sendsProvisionalBarsToTheLiveStreamAtMostOnceAnInterval() throws Exception {
        for (int i = 0; i < 10; i++) {
            harness.setProcessingTime(1_000 + i * 10);
            send(T0, trade("p" + i, i, 100 + i, 5));
        }
        harness.setProcessingTime(1_500);

        List<LiveUpdate> updates = side(BarsFunction.LIVE);
        assertThat(updates).hasSizeBetween(1, 2);
        LiveUpdate last = updates.get(updates.size() - 1);
        assertThat(last.bucket()).isEqualTo(Buckets.of("ACME"));
        assertThat(Arrays.stream(last.bars()).map(BarUpdate::bar))
                .allSatisfy(bar -> {
                    assertThat(bar).isNotNull();
                    assertThat(bar.isFinal()).isFalse();
                    assertThat(bar.tradeCount()).isEqualTo(10);
                })
                .hasSize(Interval.values().length);
        assertThat(finalBars()).isEmpty();
        harness.setProcessingTime(5_000);
        assertThat(side(BarsFunction.LIVE)).as("nothing touched since").hasSameSizeAs(updates);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void sendsFinalBarsToTheLiveStreamAtOnceAfterAPauseAndElseWhenItIsTime() throws Exception {
        send(T0 + 5 * SECOND, trade("1", 0, 100, 5), trade("2", SECOND, 100, 5));
        watermark(T0 + SECOND);
        assertThat(side(BarsFunction.LIVE)).singleElement().satisfies(update -> {
            assertThat(update.bars()).hasSize(1);
            assertThat(update.indicators()).hasSize(1);
        });

        watermark(T0 + 2 * SECOND);
        assertThat(side(BarsFunction.LIVE)).hasSize(1);
        harness.setProcessingTime(1_500);

        LiveUpdate second = side(BarsFunction.LIVE).get(1);
        assertThat(Arrays.stream(second.bars()).map(BarUpdate::start)).contains(T0 + SECOND);
    }

    @Test
    void sendsTheNewestBarsOfASeriesWhereManyCloseAtOnce() throws Exception {
        Trade[] trades = new Trade[20];
        for (int i = 0; i < trades.length; i++) {
            trades[i] = trade("s" + i, i * SECOND, 100, 1);
        }
        send(T0 + 30 * SECOND, trades);
        watermark(T0 + 20 * SECOND);

        assertThat(finalBars()).hasSize(20);
        assertThat(side(BarsFunction.LIVE))
                .singleElement()
                .satisfies(update -> assertThat(Arrays.stream(update.bars()).map(BarUpdate::start))
                        .containsExactly(T0 + 16 * SECOND, T0 + 17 * SECOND, T0 + 18 * SECOND, T0 + 19 * SECOND));
    }

    @Test
    void writesOnlyWhatIsEnabled() throws Exception {
        harness.close();
        harness = harness(new StreamConfig.Outputs(false, true, false, Duration.ofMillis(250)));
        harness.open();
        send(T0 + 3 * SECOND, trade("1", 0, 100, 5));
        watermark(T0 + SECOND);
        harness.setProcessingTime(10_000);

        assertThat(finalBars()).isEmpty();
        assertThat(side(BarsFunction.ACCEPTED)).hasSize(1);
        assertThat(side(BarsFunction.INDICATORS)).isEmpty();
        assertThat(side(BarsFunction.LIVE)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("backends")
    void goesOnAfterARestoreAsIfNothingHadHappened(String name, StateBackend backend) throws Exception {
        harness.close();
        harness = harness(ALL);
        harness.setStateBackend(backend);
        harness.open();
        send(T0 + 3 * SECOND, trade("1", 0, 100, 5), trade("2", SECOND, 101, 5));
        watermark(T0 + SECOND);
        OperatorSubtaskState snapshot = harness.snapshot(1, 1);
        harness.close();

        harness = harness(ALL);
        harness.setStateBackend(backend);
        harness.initializeState(snapshot);
        harness.open();
        send(T0 + 4 * SECOND, trade("2", SECOND, 101, 5), trade("3", SECOND + 1, 102, 5));
        watermark(T0 + 2 * SECOND);

        assertThat(finalBars()).singleElement().satisfies(bar -> {
            assertThat(bar.start()).isEqualTo(T0 + SECOND);
            assertThat(bar.tradeCount()).isEqualTo(2);
            assertThat(bar.open()).isEqualTo(101);
            assertThat(bar.close()).isEqualTo(102);
        });
        assertThat(trades(side(BarsFunction.ACCEPTED)).stream().map(Trade::tradeId))
                .containsExactly("3");
    }

    private static Stream<Arguments> backends() {
        return Stream.of(
                Arguments.of("heap", new HashMapStateBackend()),
                Arguments.of("RocksDB", new EmbeddedRocksDBStateBackend()));
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, Slice, BarUpdate> harness(
            StreamConfig.Outputs outputs) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new BarsFunction(BARS, outputs)), Slice::bucket, Types.INT);
    }

    private Slice send(long clock, Trade... trades) throws Exception {
        Slice slice = Slices.of(batches++, clock, List.of(trades));
        harness.processElement(slice, 0);
        return slice;
    }

    private void watermark(long nanos) throws Exception {
        harness.processWatermark(nanos / 1_000_000);
    }

    private List<Bar> finalBars() {
        return harness.extractOutputValues().stream()
                .map(BarUpdate::bar)
                .filter(bar -> bar != null)
                .toList();
    }

    private <T> List<T> side(OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
        return (records == null ? new ConcurrentLinkedQueue<StreamRecord<T>>() : records)
                .stream().map(StreamRecord::getValue).toList();
    }

    private static List<Trade> trades(List<Slice> slices) {
        return slices.stream()
                .flatMap(slice -> {
                    TradeRows rows = slice.trades();
                    return IntStream.range(0, rows.count()).mapToObj(row -> rows.trade(row, slice.tsIngest()));
                })
                .toList();
    }

    private static Trade trade(String id, long offset, long price, long size) {
        return new Trade("ACME", "XNAS", T0 + offset, T0 + offset, T0, price, size, Side.BUY, 0, id, "");
    }
}
