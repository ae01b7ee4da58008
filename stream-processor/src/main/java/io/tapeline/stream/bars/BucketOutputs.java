package io.tapeline.stream.bars;

import static java.util.Objects.requireNonNull;

import io.tapeline.analytics.bars.AmendmentOutcome;
import io.tapeline.analytics.bars.BucketListener;
import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import io.tapeline.model.Slice;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeRows;
import io.tapeline.stream.config.StreamConfig;
import io.tapeline.stream.live.LiveUpdate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a bucket decides where it belongs, and counts it. Between {@link #begin} and {@link #end} it gathers the
 * live update; nothing is kept beyond.
 */
final class BucketOutputs implements BucketListener {
    /** Bars or indicators in one record of the live stream: some 250 bytes each, well below Kinesis's limit. */
    static final int LIVE_LIMIT = 1_000;

    private static final BarUpdate[] NO_BARS = {};
    private static final IndicatorRow[] NO_INDICATORS = {};

    private final BarMetrics metrics;
    private final StreamConfig.Outputs outputs;
    private final List<BarUpdate> liveBars = new ArrayList<>();
    private final List<IndicatorRow> liveIndicators = new ArrayList<>();

    private int bucket;
    private KeyedProcessFunction<?, ?, ?>.@Nullable Context context;
    private @Nullable Collector<BarUpdate> bars;

    BucketOutputs(BarMetrics metrics, StreamConfig.Outputs outputs) {
        this.metrics = metrics;
        this.outputs = outputs;
    }

    BarMetrics metrics() {
        return metrics;
    }

    void begin(KeyedProcessFunction<?, ?, ?>.Context context, Collector<BarUpdate> bars, int bucket) {
        this.context = context;
        this.bars = bars;
        this.bucket = bucket;
    }

    void end() {
        flushLive();
        context = null;
        bars = null;
    }

    @Override
    public void bar(Bar bar) {
        BarUpdate update = BarUpdate.issued(bar);
        if (bar.isFinal()) {
            metrics.bar(bar.revision());
            issue(update);
        }
        live(update);
    }

    @Override
    public void withdrawn(String symbol, Interval interval, long start, int revision) {
        BarUpdate update = new BarUpdate(symbol, interval, start, revision, null);
        metrics.bar(revision);
        issue(update);
        live(update);
    }

    @Override
    public void indicators(IndicatorRow row) {
        if (outputs.bars()) {
            context().output(BarsFunction.INDICATORS, row);
        }
        if (outputs.live()) {
            liveIndicators.add(row);
            flushLiveIfFull();
        }
    }

    @Override
    public void accepted(Slice slice, TradeRows rows) {
        metrics.accepted(rows.count());
        if (outputs.archive()) {
            context().output(BarsFunction.ACCEPTED, trades(slice, rows));
        }
    }

    @Override
    public void late(Slice slice, TradeRows rows) {
        metrics.late(rows.count());
        lateEvents(trades(slice, rows), false);
    }

    @Override
    public void tooLarge(Slice slice, TradeRows rows) {
        metrics.tooLarge(rows.count());
        lateEvents(trades(slice, rows), false);
    }

    @Override
    public void correction(Slice slice, TradeCorrection correction, AmendmentOutcome outcome) {
        metrics.amendment(outcome);
        lateEvents(amendments(slice, new TradeCorrection[] {correction}, Slice.NO_CANCELS), inBars(outcome));
    }

    @Override
    public void cancel(Slice slice, TradeCancel cancel, AmendmentOutcome outcome) {
        metrics.amendment(outcome);
        lateEvents(amendments(slice, Slice.NO_CORRECTIONS, new TradeCancel[] {cancel}), inBars(outcome));
    }

    @Override
    public void duplicates(int trades) {
        metrics.duplicates(trades);
    }

    @Override
    public void duplicateBatch(Slice slice) {
        metrics.duplicateSlice();
    }

    private static boolean inBars(AmendmentOutcome outcome) {
        return outcome == AmendmentOutcome.APPLIED || outcome == AmendmentOutcome.REPEATED;
    }

    private static Slice trades(Slice slice, TradeRows rows) {
        return Slice.ofTrades(slice.bucket(), slice.batchId(), slice.clock(), slice.tsIngest(), rows);
    }

    private static Slice amendments(Slice slice, TradeCorrection[] corrections, TradeCancel[] cancels) {
        return new Slice(
                slice.bucket(),
                slice.batchId(),
                slice.clock(),
                slice.tsIngest(),
                TradeRows.EMPTY,
                corrections,
                cancels);
    }

    private void lateEvents(Slice slice, boolean applied) {
        if (outputs.archive()) {
            context().output(BarsFunction.LATE, new LateEvents(slice, applied));
        }
    }

    private void issue(BarUpdate update) {
        if (outputs.bars()) {
            requireNonNull(bars, "not begun").collect(update);
        }
    }

    private void live(BarUpdate update) {
        if (outputs.live()) {
            liveBars.add(update);
            flushLiveIfFull();
        }
    }

    private void flushLiveIfFull() {
        if (liveBars.size() + liveIndicators.size() >= LIVE_LIMIT) {
            flushLive();
        }
    }

    private void flushLive() {
        if (!liveBars.isEmpty() || !liveIndicators.isEmpty()) {
            LiveUpdate update =
                    new LiveUpdate(bucket, liveBars.toArray(NO_BARS), liveIndicators.toArray(NO_INDICATORS));
            context().output(BarsFunction.LIVE, update);
            liveBars.clear();
            liveIndicators.clear();
        }
    }

    private KeyedProcessFunction<?, ?, ?>.Context context() {
        return requireNonNull(context, "not begun");
    }
}
