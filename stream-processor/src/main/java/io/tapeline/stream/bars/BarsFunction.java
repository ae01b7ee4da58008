package io.tapeline.stream.bars;

import static java.util.Objects.requireNonNull;

import io.tapeline.analytics.bars.BarSettings;
import io.tapeline.analytics.bars.BucketState;
import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Slice;
import io.tapeline.stream.config.StreamConfig;
import io.tapeline.stream.live.LiveUpdate;
import io.tapeline.stream.types.BarUpdate;
import io.tapeline.stream.types.SingletonTypeInfo;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Slices to bars: glue around {@link BucketState}, which says what its state is bounded by. Keyed by bucket.
 *
 * <p>Timers: in event time, one for each close that has been next, at most as many as distinct ends of open bars, each
 * gone when it fires; in processing time, at most two a bucket, for live updates.
 */
public final class BarsFunction extends KeyedProcessFunction<Integer, Slice, BarUpdate> {
    /** Indicators of final bars. */
    public static final OutputTag<IndicatorRow> INDICATORS =
            new OutputTag<>("indicators", TypeInformation.of(IndicatorRow.class));
    /** Accepted trades, as slices of trades alone. */
    public static final OutputTag<Slice> ACCEPTED = new OutputTag<>("accepted", SingletonTypeInfo.SLICE);
    /** Quotes, as slices of quotes alone. */
    public static final OutputTag<Slice> QUOTES = new OutputTag<>("quotes", SingletonTypeInfo.SLICE);
    /** Late trades, and all corrections and cancels. */
    public static final OutputTag<LateEvents> LATE = new OutputTag<>("late", LateEvents.TYPE);
    /** Live updates. */
    public static final OutputTag<LiveUpdate> LIVE = new OutputTag<>("live", TypeInformation.of(LiveUpdate.class));

    private static final long serialVersionUID = 1;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final StreamConfig.Bars config;
    private final StreamConfig.Outputs outputs;

    private transient @Nullable Open open;

    /** What exists while the function runs. */
    private record Open(ValueState<BucketState> states, BarSettings settings, BucketOutputs out) {}

    public BarsFunction(StreamConfig.Bars config, StreamConfig.Outputs outputs) {
        this.config = requireNonNull(config, "config is null");
        this.outputs = requireNonNull(outputs, "outputs is null");
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<BucketState> descriptor =
                new ValueStateDescriptor<>("bucket", new BucketStateSerializer());
        open = new Open(
                getRuntimeContext().getState(descriptor),
                new BarSettings(config.outOfOrderness(), config.correctionHorizon(), config.dedupMinimum()),
                new BucketOutputs(new BarMetrics(getRuntimeContext().getMetricGroup()), outputs));
    }

    @Override
    public void processElement(Slice slice, Context context, Collector<BarUpdate> bars) throws Exception {
        Open running = requireNonNull(open, "not open");
        TimerService timers = context.timerService();
        BucketState kept = running.states.value();
        BucketState state = kept == null ? new BucketState(slice.bucket()) : kept;
        running.out.begin(context, bars, slice.bucket());
        state.process(slice, watermark(timers), running.settings, running.out);
        long now = timers.currentProcessingTime();
        running.out.end(now);
        running.out.metrics().clock(slice.clock(), now);
        running.states.update(state);
        scheduleClose(state, timers);
        scheduleLive(running, slice.trades().count() > 0, timers);
        // What was sent on has been converted or written by now, and the state keeps copies.
        slice.trades().release();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<BarUpdate> bars) throws Exception {
        Open running = requireNonNull(open, "not open");
        BucketState state = running.states.value();
        if (state == null) {
            return;
        }
        TimerService timers = context.timerService();
        running.out.begin(context, bars, context.getCurrentKey());
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            state.advance(watermark(timers), running.settings, running.out);
            scheduleClose(state, timers);
        } else {
            state.provisional(running.out);
        }
        running.out.end(timers.currentProcessingTime());
        running.states.update(state);
        scheduleLive(running, false, timers);
    }

    /**
     * Sets the timer of the next close, unless the watermark has passed it: then it is the bucket's own clock that holds
     * the bar open, which only a slice can move. A timer in the past would fire without end.
     */
    private static void scheduleClose(BucketState state, TimerService timers) {
        long close = state.nextClose();
        if (close != Long.MAX_VALUE) {
            long millis = Math.floorDiv(close + NANOS_PER_MILLI - 1, NANOS_PER_MILLI);
            if (millis > timers.currentWatermark()) {
                timers.registerEventTimeTimer(millis);
            }
        }
    }

    /** Sets the timer of the next live update, if there are provisional bars to tell of, or final ones that wait. */
    private void scheduleLive(Open running, boolean traded, TimerService timers) {
        if (outputs.live() && (traded || running.out.liveWaits())) {
            timers.registerProcessingTimeTimer(running.out.nextLive(timers.currentProcessingTime()));
        }
    }

    private static long watermark(TimerService timers) {
        long millis = timers.currentWatermark();
        if (millis > Long.MAX_VALUE / NANOS_PER_MILLI) {
            return Long.MAX_VALUE;
        }
        return millis < Long.MIN_VALUE / NANOS_PER_MILLI ? Long.MIN_VALUE : millis * NANOS_PER_MILLI;
    }
}
