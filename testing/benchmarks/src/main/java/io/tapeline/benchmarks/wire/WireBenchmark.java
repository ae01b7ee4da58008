package io.tapeline.benchmarks.wire;

import io.tapeline.model.Trade;
import io.tapeline.testkit.TradeSettings;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.BatchEncoder;
import io.tapeline.wire.BatchHeader;
import io.tapeline.wire.Compression;
import io.tapeline.wire.DecodedBatch;
import io.tapeline.wire.WireException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Nanoseconds a trade to encode and to decode. An invocation runs over a ring of different records, so that the processor
 * does not learn one record's branches by heart.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class WireBenchmark {
    private static final int TRADES = 128_000;

    /** What a record holds. */
    public enum Shape {
        /** 500 trades of some 200 symbols over 128 buckets: two ranges, 50,000 trades a second. */
        SMALL(500, 1_500, 128),
        /** 2,000 trades of some 90 symbols over 16 buckets. */
        LARGE(2_000, 1_500, 16);

        private final int trades;
        private final int symbols;
        private final int buckets;

        Shape(int trades, int symbols, int buckets) {
            this.trades = trades;
            this.symbols = symbols;
            this.buckets = buckets;
        }
    }

    @Param({"SMALL", "LARGE"})
    public Shape shape = Shape.SMALL;

    @Param({"NONE", "ZSTD"})
    public Compression compression = Compression.NONE;

    private final BatchDecoder decoder = new BatchDecoder();
    private BatchEncoder encoder = new BatchEncoder(Compression.NONE);
    private BatchHeader header = new BatchHeader("", 0, 0, 0, 0, 0, 0);
    private List<List<Trade>> batches = List.of();
    private byte[][] records = {};

    @Setup
    public void setUp() {
        TradeSettings settings = TradeSettings.equities(1, shape.symbols);
        WireSamples.Sample sample = WireSamples.sample(settings, TRADES / shape.trades, shape.trades, shape.buckets);
        batches = sample.batches();
        header = sample.header();
        records = sample.encode(compression);
        encoder = new BatchEncoder(compression);
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public void encode(Blackhole out) {
        for (List<Trade> batch : batches) {
            for (Trade trade : batch) {
                encoder.add(trade);
            }
            out.consume(encoder.encode(header));
        }
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public void decode(Blackhole out) throws WireException {
        for (byte[] record : records) {
            DecodedBatch batch = decoder.decode(record);
            out.consume(batch.slices());
        }
    }
}
