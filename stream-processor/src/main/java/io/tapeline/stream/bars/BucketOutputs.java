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
import io.tapeline.stream.live.LivePace;
import io.tapeline.stream.types.BarUpdate;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a bucket decides where it belongs, and counts it. Used between {@link #begin} and {@link #end}; beyond,
 * only what waits for the live stream is kept (see {@link LivePace}).
 */
final class BucketOutputs implements BucketListener {
    private final BarMetrics metrics;
    private final StreamConfig.Outputs outputs;
    private final LivePace pace;

    private int bucket;
    private KeyedProcessFunction<?, ?, ?>.@Nullable Context context;
    private @Nullable Collector<BarUpdate> bars;

    BucketOutputs(BarMetrics metrics, StreamConfig.Outputs outputs) {
        this.metrics = metrics;
        this.outputs = outputs;
        this.pace = new LivePace(outputs.liveInterval().toMillis());
    }

    BarMetrics metrics() {
        return metrics;
    }

    void begin(KeyedProcessFunction<?, ?, ?>.Context context, Collector<BarUpdate> bars, int bucket) {
        this.context = context;
        this.bars = bars;
        this.bucket = bucket;
    }

    /**
     * Sends the live update if it is time.
     *
     * @param now processing time, milliseconds since the epoch
     */
    void end(long now) {
        if (outputs.live()) {
            pace.sendIfDue(bucket, now, update -> context().output(BarsFunction.LIVE, update));
        }
        context = null;
        bars = null;
    }

    /** Whether a live update of the bucket waits for its time. */
    boolean liveWaits() {
        return outputs.live() && pace.hasWaiting(bucket);
    }

    /** When the bucket's next live update is to be made up, milliseconds since the epoch. */
    long nextLive(long now) {
        return pace.nextSlot(bucket, now);
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
            metrics.live(pace.add(bucket, row));
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
    public void quotes(Slice slice) {
        metrics.quotes(slice.quotes().length);
        if (outputs.archive()) {
            context()
                    .output(
                            BarsFunction.QUOTES,
                            Slice.ofQuotes(
                                    slice.bucket(), slice.batchId(), slice.clock(), slice.tsIngest(), slice.quotes()));
        }
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
            metrics.live(pace.add(bucket, update));
        }
    }

    private KeyedProcessFunction<?, ?, ?>.Context context() {
        return requireNonNull(context, "not begun");
    }
}
