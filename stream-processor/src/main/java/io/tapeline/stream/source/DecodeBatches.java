package io.tapeline.stream.source;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.Buckets;
import io.tapeline.model.Slice;
import io.tapeline.stream.StreamMetrics;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.DecodedBatch;
import io.tapeline.wire.WireException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Records to slices, one for each bucket that a batch has events of. The range's other buckets are told the batch's
 * clock: always by a batch without events, else at most once in {@value #CLOCK_INTERVAL} ms a range, for a busy range
 * must not cost each of its quiet buckets an element a batch.
 *
 * <p>What cannot be decoded goes to {@link #DEAD_LETTERS} with its bytes, and the job goes on. Keeps nothing across
 * records but when it last told the time.
 */
public final class DecodeBatches extends ProcessFunction<KinesisRecord, Slice> {
    /** Records that could not be read. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));

    /** Milliseconds of processing time. */
    static final long CLOCK_INTERVAL = 100;

    private static final long serialVersionUID = 1;

    private transient @Nullable Open open;

    /** What exists while the function runs. */
    private static final class Open {
        private final BatchDecoder decoder = new BatchDecoder();
        /** When the quiet buckets of the range that starts at a bucket were last told the time, in milliseconds. */
        private final long[] told = new long[Buckets.COUNT];

        private final Counter batches;
        private final Counter events;
        private final Counter quotes;
        private final Map<String, Counter> deadLetters = new HashMap<>();
        private final MetricGroup metrics;

        private Open(MetricGroup metrics) {
            this.metrics = metrics;
            batches = metrics.counter(StreamMetrics.BATCHES);
            events = metrics.counter(StreamMetrics.EVENTS);
            quotes = metrics.counter(StreamMetrics.QUOTES);
            Arrays.fill(told, Long.MIN_VALUE);
        }

        private void countDeadLetter(String reason) {
            deadLetters
                    .computeIfAbsent(
                            reason,
                            name -> metrics.addGroup(StreamMetrics.REASON, name).counter(StreamMetrics.DEAD_LETTERS))
                    .inc();
        }
    }

    @Override
    public void open(OpenContext context) {
        open = new Open(getRuntimeContext().getMetricGroup().addGroup(StreamMetrics.GROUP));
    }

    @Override
    public void processElement(KinesisRecord element, Context context, Collector<Slice> out) {
        Open state = requireNonNull(open, "not open");
        DecodedBatch batch;
        try {
            batch = state.decoder.decode(element.data());
        } catch (WireException unreadable) {
            String message = requireNonNull(unreadable.getMessage(), "no message");
            deadLetter(state, new DeadLetter(element, unreadable.reason().name(), message), context);
            return;
        }
        BatchHeader header = batch.header();
        if (BatchClocks.inFuture(header.clock(), element.arrival())) {
            String message = "clock is far ahead of the record's arrival: " + header.clock() + " ns at "
                    + element.arrival() + " ms";
            deadLetter(state, new DeadLetter(element, DeadLetter.CLOCK_IN_FUTURE, message), context);
            return;
        }
        state.batches.inc();
        state.events.inc(batch.eventCount());
        state.quotes.inc(batch.quotes().size());
        emit(state, batch, context.timerService().currentProcessingTime(), out);
    }

    private static void emit(Open state, DecodedBatch batch, long now, Collector<Slice> out) {
        BatchHeader header = batch.header();
        long batchId = header.batchId();
        boolean tell = batch.eventCount() == 0 || now >= state.told[header.firstBucket()] + CLOCK_INTERVAL;
        int bucket = header.firstBucket();
        for (Slice slice : batch.slices()) {
            for (; tell && bucket < slice.bucket(); bucket++) {
                out.collect(Slice.ofClock(bucket, batchId, header.clock(), header.tsIngest()));
            }
            out.collect(slice);
            bucket = slice.bucket() + 1;
        }
        for (; tell && bucket <= header.lastBucket(); bucket++) {
            out.collect(Slice.ofClock(bucket, batchId, header.clock(), header.tsIngest()));
        }
        if (tell) {
            state.told[header.firstBucket()] = now;
        }
    }

    private static void deadLetter(Open state, DeadLetter letter, Context context) {
        state.countDeadLetter(letter.reason());
        context.output(DEAD_LETTERS, letter);
    }
}
