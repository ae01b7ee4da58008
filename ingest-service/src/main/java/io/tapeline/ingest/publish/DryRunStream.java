package io.tapeline.ingest.publish;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** A stream of two shards that acknowledges everything and keeps nothing: for trying a producer out. Thread safe. */
public final class DryRunStream implements RecordStream {
    private static final BigInteger MIDDLE = BigInteger.ONE.shiftLeft(127);
    private static final List<OpenShard> SHARDS = List.of(
            new OpenShard("dry-run-0", BigInteger.ZERO, MIDDLE.subtract(BigInteger.ONE)),
            new OpenShard("dry-run-1", MIDDLE, BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE)));

    private final AtomicLong next = new AtomicLong();

    @Override
    public CompletionStage<List<OpenShard>> openShards() {
        return CompletableFuture.completedFuture(SHARDS);
    }

    @Override
    public CompletionStage<List<PutOutcome>> put(List<OutgoingRecord> records) {
        return CompletableFuture.completedFuture(records.stream()
                .<PutOutcome>map(record -> new PutOutcome.Stored("dry-run", Long.toString(next.incrementAndGet())))
                .toList());
    }

    @Override
    public String description() {
        return "nothing (dry run)";
    }

    @Override
    public void close() {}
}
