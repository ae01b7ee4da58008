package io.tapeline.stream.bars;

import io.tapeline.analytics.bars.AmendmentOutcome;
import io.tapeline.stream.StreamMetrics;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The counters of {@link BarsFunction}. For the operator's thread; read by Flink's reporters. */
final class BarMetrics {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Counter accepted;
    private final Counter duplicates;
    private final Counter duplicateSlices;
    private final Counter late;
    private final Counter tooLarge;
    private final Counter quotes;
    private final Counter bars;
    private final Counter revisions;
    private final Counter liveSkipped;
    private final Map<AmendmentOutcome, Counter> amendments = new EnumMap<>(AmendmentOutcome.class);

    private volatile long lag;

    BarMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup(StreamMetrics.GROUP);
        accepted = group.counter(StreamMetrics.ACCEPTED);
        duplicates = group.counter(StreamMetrics.DUPLICATES);
        duplicateSlices = group.counter(StreamMetrics.DUPLICATE_SLICES);
        late = group.counter(StreamMetrics.LATE);
        tooLarge = group.counter(StreamMetrics.TOO_LARGE);
        quotes = group.counter(StreamMetrics.ACCEPTED_QUOTES);
        bars = group.counter(StreamMetrics.BARS);
        revisions = group.counter(StreamMetrics.REVISIONS);
        liveSkipped = group.counter(StreamMetrics.LIVE_SKIPPED);
        for (AmendmentOutcome outcome : AmendmentOutcome.values()) {
            amendments.put(
                    outcome,
                    group.addGroup(StreamMetrics.OUTCOME, outcome.name()).counter(StreamMetrics.AMENDMENTS));
        }
        group.gauge(StreamMetrics.EVENT_TIME_LAG, (Gauge<Long>) () -> lag);
    }

    void accepted(int trades) {
        accepted.inc(trades);
    }

    void duplicates(int trades) {
        duplicates.inc(trades);
    }

    void duplicateSlice() {
        duplicateSlices.inc();
    }

    void late(int trades) {
        late.inc(trades);
    }

    void tooLarge(int trades) {
        tooLarge.inc(trades);
    }

    void quotes(int count) {
        quotes.inc(count);
    }

    void amendment(AmendmentOutcome outcome) {
        Counter counter = amendments.get(outcome);
        if (counter != null) {
            counter.inc();
        }
    }

    void bar(int revision) {
        (revision == 0 ? bars : revisions).inc();
    }

    /** Counts what is not sent to the live stream for what is newer. */
    void live(boolean fits) {
        if (!fits) {
            liveSkipped.inc();
        }
    }

    /** Notes how far a feed's clock (nanoseconds) is behind the machine's (milliseconds). */
    void clock(long feedClock, long machineMillis) {
        lag = machineMillis - Math.floorDiv(feedClock, NANOS_PER_MILLI);
    }
}
