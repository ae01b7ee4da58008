package io.tapeline.benchmarks.ingest;

import io.tapeline.ingest.parse.BatchReader;
import io.tapeline.ingest.parse.BodyReader;
import io.tapeline.ingest.parse.CsvReader;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.EventParser;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.parse.EventSink;
import io.tapeline.ingest.parse.JsonReader;
import io.tapeline.ingest.parse.ParsedEvent;
import io.tapeline.ingest.parse.RejectCode;
import io.tapeline.ingest.parse.TimestampUnit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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

/** Time a trade from the bytes of a body to a valid event, by format: the ingest service's readers alone. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx512m")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ParserBenchmark {
    private static final int TRADES = 10_000;
    private static final long NOW = Instant.parse("2026-06-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;
    private static final long MAX_BODY = 1L << 30;

    /** The format of the body. */
    @Param
    private Bodies.Format format = Bodies.Format.NDJSON;

    private byte[] body = {};
    private BodyReader reader = (in, sink) -> null;
    private final Sum sum = new Sum();

    @Setup
    public void setUp() {
        body = new Bodies(7).next(format, TRADES);
        EventRules rules = EventRules.DEFAULT;
        LongSupplier clock = () -> NOW;
        reader = switch (format) {
            case NDJSON, JSON -> {
                EventParser parser = new EventParser(rules, EventKind.TRADE, TimestampUnit.NS);
                yield new JsonReader(parser, format == Bodies.Format.NDJSON, rules, MAX_BODY, clock);
            }
            case CSV -> new CsvReader(rules, EventKind.TRADE, TimestampUnit.NS, MAX_BODY, clock);
            case AVRO -> new BatchReader(rules, EventKind.TRADE, clock);
        };
    }

    @Benchmark
    @OperationsPerInvocation(TRADES)
    public long read() throws IOException {
        sum.trades = 0;
        reader.read(new ByteArrayInputStream(body), sum);
        if (sum.trades != TRADES) {
            throw new IllegalStateException(sum.trades + " of " + TRADES + " trades were read");
        }
        return sum.prices;
    }

    /** Takes every trade, and throws it away. */
    private static final class Sum implements EventSink {
        private int trades;
        private long prices;

        @Override
        public boolean accept(long index, ParsedEvent event) {
            trades++;
            prices += event.price();
            return true;
        }

        @Override
        public void reject(long index, RejectCode code, Supplier<String> message) {
            throw new IllegalStateException(message.get());
        }
    }
}
