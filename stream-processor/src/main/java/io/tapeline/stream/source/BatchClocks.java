package io.tapeline.stream.source;

import io.tapeline.wire.BatchDecoder;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of a shard: the latest feed clock of its batches, less the out-of-orderness. Flink's timestamps are
 * milliseconds, rounded down. A record that cannot be read, or whose clock is far ahead of its arrival, moves nothing.
 */
public final class BatchClocks implements WatermarkGenerator<KinesisRecord> {
    /** How far a batch's clock may be ahead of the record's arrival: beyond any skew, below any damage. */
    static final long MAX_AHEAD = Duration.ofDays(1).toNanos();

    private final long outOfOrderness;
    private long latest = Long.MIN_VALUE;

    BatchClocks(long outOfOrderness) {
        this.outOfOrderness = outOfOrderness;
    }

    /**
     * The strategy for the source.
     *
     * @param outOfOrderness how far an event may be behind its feed's clock
     * @param idleness a shard silent this long no longer holds event time back
     */
    public static WatermarkStrategy<KinesisRecord> strategy(Duration outOfOrderness, Duration idleness) {
        long nanos = outOfOrderness.toNanos();
        return WatermarkStrategy.<KinesisRecord>forGenerator(context -> new BatchClocks(nanos))
                .withIdleness(idleness);
    }

    /** Whether a batch's clock cannot be right, given when Kinesis took the record. */
    static boolean inFuture(long clock, long arrivalMillis) {
        return clock > TimeUnit.MILLISECONDS.toNanos(arrivalMillis) + MAX_AHEAD;
    }

    @Override
    public void onEvent(KinesisRecord event, long timestamp, WatermarkOutput output) {
        long clock = BatchDecoder.peekClock(event.data());
        if (clock > latest && !inFuture(clock, event.arrival())) {
            latest = clock;
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (latest != Long.MIN_VALUE) {
            output.emitWatermark(new Watermark(Math.floorDiv(latest - outOfOrderness, 1_000_000L)));
        }
    }
}
