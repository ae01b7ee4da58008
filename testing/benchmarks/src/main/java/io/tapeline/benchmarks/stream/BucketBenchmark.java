package io.tapeline.benchmarks.stream;

import io.tapeline.analytics.bars.AmendmentOutcome;
import io.tapeline.analytics.bars.BarSettings;
import io.tapeline.analytics.bars.BucketListener;
import io.tapeline.analytics.bars.BucketState;
import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.model.Bar;
import io.tapeline.model.Interval;
import io.tapeline.model.Slice;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeRows;
import io.tapeline.stream.types.SingletonTypeInfo;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Nanoseconds of processor time a trade, in reading slices and in the bucket states, without Flink around them: what the
 * keyed thread of {@link StreamBenchmark} does, to be had in half a minute. Three million trades are remembered before it
 * counts. It counts the thread's own time, in rounds, and tells the best of them and the median. Other programs on the
 * machine take time from it, but less of that than of the clock on the wall; what they cost in caches is left out of a third
 * figure. The work of a record depends on which bars close, and that repeats: it is the mean over a period of the least
 * time of each record in it. An argument sets the number of rounds.
 */
public final class BucketBenchmark {
    private static final long SEED = 20_260_105;
    private static final int DISTINCT_RECORDS = 60;
    /** Records of a round. */
    private static final int RECORDS = 100;

    private static final int WARM_UP = 20;
    private static final int DEFAULT_ROUNDS = 120;
    /** Records after which the same trades come at the same place in a second: {@value #DISTINCT_RECORDS} times 40 ms, 5 times. */
    private static final int PERIOD = 5 * DISTINCT_RECORDS;

    private static final int TRADES = RECORDS * Workload.TRADES_PER_RECORD;
    private static final long OUT_OF_ORDERNESS =
            BarSettings.DEFAULTS.outOfOrderness().toNanos();

    private final TypeSerializer<Slice> serializer =
            SingletonTypeInfo.SLICE.createSerializer(new SerializerConfigImpl());
    private final DataOutputSerializer written = new DataOutputSerializer(1 << 20);
    private final BucketState[] states =
            IntStream.range(0, Workload.BUCKETS).mapToObj(BucketState::new).toArray(BucketState[]::new);
    private final Counter counter = new Counter();
    private final SliceReplay replay;
    private long next;

    private BucketBenchmark(TradeOrder order) {
        replay = SliceReplay.of(Workload.slices(SEED, DISTINCT_RECORDS, order), -1);
    }

    public static void main(String[] args) throws IOException {
        System.out.printf(
                Locale.ROOT, "%-40s %12s %10s %10s%n", "nanoseconds a trade", "undisturbed", "best", "median");
        int rounds = args.length == 0 ? DEFAULT_ROUNDS : Integer.parseInt(args[0]);
        for (TradeOrder order : TradeOrder.values()) {
            new BucketBenchmark(order).run(order, rounds);
        }
    }

    private void run(TradeOrder order, int rounds) throws IOException {
        Times reading = new Times(rounds);
        Times processing = new Times(rounds);
        for (int round = -WARM_UP; round < rounds; round++) {
            List<Slice> replayed = new ArrayList<>();
            ListCollector<Slice> collector = new ListCollector<>(replayed);
            for (int i = 0; i < RECORDS; i++) {
                replay.flatMap(next++, collector);
            }
            written.clear();
            for (Slice slice : replayed) {
                serializer.serialize(slice, written);
            }
            Slice[] slices = new Slice[replayed.size()];
            DataInputDeserializer in = new DataInputDeserializer(written.getSharedBuffer());
            // Record by record, so that what has been read is still near.
            for (int at = 0; at < slices.length; at += Workload.BUCKETS) {
                long start = cpu();
                for (int i = at; i < at + Workload.BUCKETS; i++) {
                    slices[i] = serializer.deserialize(in);
                }
                long between = cpu();
                for (int i = at; i < at + Workload.BUCKETS; i++) {
                    process(slices[i]);
                    slices[i] = null;
                }
                long end = cpu();
                if (round >= 0) {
                    int number = round * RECORDS + at / Workload.BUCKETS;
                    reading.add(number, between - start);
                    processing.add(number, end - between);
                }
            }
        }
        reading.print(order + ", reading");
        processing.print(order + ", bucket states");
        System.out.printf(Locale.ROOT, "%s: %d times told of something%n", order, counter.count);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void process(Slice slice) {
        states[slice.bucket()].process(slice, slice.clock() - OUT_OF_ORDERNESS, BarSettings.DEFAULTS, counter);
    }

    /** What records took, in nanoseconds. */
    private static final class Times {
        private final long[] rounds;
        private final long[] least = new long[PERIOD];

        private Times(int rounds) {
            this.rounds = new long[rounds];
            Arrays.fill(least, Long.MAX_VALUE);
        }

        private void add(int record, long nanos) {
            rounds[record / RECORDS] += nanos;
            least[record % PERIOD] = Math.min(least[record % PERIOD], nanos);
        }

        private void print(String what) {
            Arrays.sort(rounds);
            double undisturbed = Arrays.stream(least)
                    .filter(nanos -> nanos < Long.MAX_VALUE)
                    .average()
                    .orElse(0);
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %12.1f %10.1f %10.1f%n",
                    what,
                    undisturbed / Workload.TRADES_PER_RECORD,
                    (double) rounds[0] / TRADES,
                    (double) rounds[rounds.length / 2] / TRADES);
        }
    }

    /** Counts what there is to tell. */
    private static final class Counter implements BucketListener {
        private long count;

        @Override
        public void bar(Bar bar) {
            count++;
        }

        @Override
        public void withdrawn(String symbol, Interval interval, long start, int revision) {
            count++;
        }

        @Override
        public void indicators(IndicatorRow row) {
            count++;
        }

        @Override
        public void accepted(Slice slice, TradeRows rows) {
            count++;
        }

        @Override
        public void late(Slice slice, TradeRows rows) {
            throw new IllegalStateException("no trade is late");
        }

        @Override
        public void tooLarge(Slice slice, TradeRows rows) {
            throw new IllegalStateException("no trade is too large");
        }

        @Override
        public void correction(Slice slice, TradeCorrection correction, AmendmentOutcome outcome) {
            count++;
        }

        @Override
        public void cancel(Slice slice, TradeCancel cancel, AmendmentOutcome outcome) {
            count++;
        }

        @Override
        public void quotes(Slice slice) {
            count++;
        }

        @Override
        public void duplicates(int trades) {
            throw new IllegalStateException("no trade comes twice");
        }

        @Override
        public void duplicateBatch(Slice slice) {
            throw new IllegalStateException("no batch comes twice");
        }
    }
}
