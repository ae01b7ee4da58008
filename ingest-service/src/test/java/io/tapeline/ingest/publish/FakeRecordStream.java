package io.tapeline.ingest.publish;

import io.tapeline.model.Buckets;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * A stream in memory that does what its script says, call by call, and then stores everything. Keeps what it stored, by
 * shard, in order. Thread safe.
 */
public final class FakeRecordStream implements RecordStream {
    private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(128);

    /** What to do with one call. */
    public interface Step {
        CompletionStage<List<PutOutcome>> run(List<OutgoingRecord> records, FakeRecordStream stream);
    }

    private final Deque<Step> script = new ArrayDeque<>();
    private final List<List<OutgoingRecord>> calls = new ArrayList<>();
    private final Map<String, List<byte[]>> stored = new TreeMap<>();
    private final List<byte[]> inOrder = new ArrayList<>();
    private List<OpenShard> shards;
    private CompletableFuture<List<OpenShard>> lookUp = new CompletableFuture<>();
    private Step otherwise = FakeRecordStream::store;
    private int lookUps;
    private boolean holdLookUps;

    public FakeRecordStream(int shardCount) {
        shards = evenShards("shard", shardCount);
    }

    /** Shards of equal size over the whole hash space. */
    static List<OpenShard> evenShards(String prefix, int count) {
        List<OpenShard> even = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            even.add(new OpenShard(
                    prefix + "-" + i,
                    SPACE.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(count)),
                    SPACE.multiply(BigInteger.valueOf(i + 1L))
                            .divide(BigInteger.valueOf(count))
                            .subtract(BigInteger.ONE)));
        }
        return even;
    }

    public synchronized void reshard(List<OpenShard> to) {
        shards = to;
    }

    /** From the next look-up on they do not answer, until {@link #heldLookUp} is completed. */
    synchronized void holdLookUps() {
        holdLookUps = true;
        lookUp = new CompletableFuture<>();
    }

    CompletableFuture<List<OpenShard>> heldLookUp() {
        return lookUp;
    }

    synchronized int lookUps() {
        return lookUps;
    }

    /** Adds a call to the script. */
    synchronized FakeRecordStream then(Step step) {
        script.add(step);
        return this;
    }

    /** What happens after the script. */
    public synchronized void otherwise(Step step) {
        otherwise = step;
    }

    /** Stores every record. */
    public static Step storeAll() {
        return FakeRecordStream::store;
    }

    /** Throttles the records at these positions of the call, and stores the others. */
    static Step throttleAt(Integer... positions) {
        return instead(new PutOutcome.Throttled("rate exceeded"), positions);
    }

    /** Answers so for the records at these positions of the call, and stores the others. */
    static Step instead(PutOutcome outcome, Integer... positions) {
        List<Integer> unstored = List.of(positions);
        return (records, stream) -> {
            List<PutOutcome> outcomes = new ArrayList<>();
            for (int i = 0; i < records.size(); i++) {
                outcomes.add(unstored.contains(i) ? outcome : stream.storeOne(records.get(i)));
            }
            return CompletableFuture.completedFuture(outcomes);
        };
    }

    public static Step fail(RecordStreamException.Kind kind) {
        return (records, stream) -> CompletableFuture.failedFuture(new RecordStreamException(kind, "scripted " + kind));
    }

    /** Never answers, and stores nothing. */
    static Step hang() {
        return (records, stream) -> new CompletableFuture<>();
    }

    /** Stores, and then answers as the change has it: for answers that get lost. */
    static Step storeBut(UnaryOperator<CompletionStage<List<PutOutcome>>> change) {
        return (records, stream) -> change.apply(store(records, stream));
    }

    /** Answers only when the test says so; stores at once. */
    public static Step storeAndWaitFor(CompletableFuture<Void> signal) {
        return (records, stream) -> {
            CompletionStage<List<PutOutcome>> answer = store(records, stream);
            return signal.thenCompose(ignored -> answer);
        };
    }

    private static CompletionStage<List<PutOutcome>> store(List<OutgoingRecord> records, FakeRecordStream stream) {
        List<PutOutcome> outcomes = new ArrayList<>();
        for (OutgoingRecord record : records) {
            outcomes.add(stream.storeOne(record));
        }
        return CompletableFuture.completedFuture(outcomes);
    }

    private synchronized PutOutcome storeOne(OutgoingRecord record) {
        BigInteger key = new BigInteger(record.explicitHashKey());
        for (OpenShard shard : shards) {
            if (shard.holds(key)) {
                List<byte[]> records = stored.computeIfAbsent(shard.id(), id -> new ArrayList<>());
                records.add(record.data());
                inOrder.add(record.data());
                return new PutOutcome.Stored(shard.id(), Integer.toString(inOrder.size()));
            }
        }
        throw new AssertionError("no shard for " + key);
    }

    /** Every call so far. */
    synchronized List<List<OutgoingRecord>> calls() {
        return List.copyOf(calls);
    }

    /** What each shard holds, in the order in which it came. */
    synchronized Map<String, List<byte[]>> stored() {
        Map<String, List<byte[]>> copy = new TreeMap<>();
        stored.forEach((shard, records) -> copy.put(shard, List.copyOf(records)));
        return copy;
    }

    /** All records in the order in which they came. */
    public synchronized List<byte[]> inOrder() {
        return List.copyOf(inOrder);
    }

    /** The bucket whose part of the hash space begins with this key. */
    static int bucketOf(OutgoingRecord record) {
        BigInteger key = new BigInteger(record.explicitHashKey());
        for (int bucket = 0; bucket < Buckets.COUNT; bucket++) {
            if (Buckets.firstHashKey(bucket).equals(key)) {
                return bucket;
            }
        }
        throw new AssertionError("no bucket begins with " + key);
    }

    @Override
    public synchronized CompletionStage<List<OpenShard>> openShards() {
        lookUps++;
        return holdLookUps ? lookUp.copy() : CompletableFuture.completedFuture(shards);
    }

    @Override
    public synchronized CompletionStage<List<PutOutcome>> put(List<OutgoingRecord> records) {
        calls.add(records);
        Step step = script.isEmpty() ? otherwise : script.removeFirst();
        return step.run(records, this);
    }

    @Override
    public String description() {
        return "the fake stream";
    }

    @Override
    public void close() {}
}
