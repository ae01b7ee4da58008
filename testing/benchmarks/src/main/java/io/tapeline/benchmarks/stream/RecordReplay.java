package io.tapeline.benchmarks.stream;

import io.tapeline.stream.source.KinesisRecord;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.MapFunction;

/** Encoded records, each once. */
final class RecordReplay implements MapFunction<Long, KinesisRecord> {
    private static final long serialVersionUID = 1;
    /** Later than any clock of the workload. */
    private static final long ARRIVAL = 4_000_000_000_000L;

    private static byte[][] records = {};

    private final long warmUp;

    private RecordReplay(long warmUp) {
        this.warmUp = warmUp;
    }

    /** @param warmUp records after which the time starts */
    static RecordReplay of(long seed, int count, long warmUp) {
        Workload workload = new Workload(seed, TradeOrder.FEED);
        records = IntStream.range(0, count).mapToObj(i -> workload.nextRecord()).toArray(byte[][]::new);
        return new RecordReplay(warmUp);
    }

    @Override
    public KinesisRecord map(Long index) {
        if (index == warmUp) {
            Stopwatch.start();
        }
        return new KinesisRecord(records[index.intValue()], "shard", "", ARRIVAL);
    }
}
