package io.tapeline.local.kinesis.stream;

import io.tapeline.local.kinesis.log.FrameBatch;
import io.tapeline.local.kinesis.log.ReadBudget;
import io.tapeline.local.kinesis.log.RecordVisitor;
import io.tapeline.local.kinesis.log.ShardLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** One shard: its place in the hash space, its parents, its records. Thread-safe; its memory is that of its {@link ShardLog}. */
public final class Shard {
    private final ShardDescription description;
    private final SequenceSpace sequence;
    private final ShardLog log;
    private final ShardQuota quota = new ShardQuota();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile @Nullable Closing closing;

    Shard(ShardDescription description, ShardLog log) {
        this.description = description;
        this.sequence = new SequenceSpace(description.number(), description.sequenceSeconds());
        this.log = log;
        this.closing =
                description.closedMillis() == null ? null : new Closing(description.closedMillis(), log.nextIndex());
    }

    /** Its id, such as {@code shardId-000000000003}. */
    public String id() {
        return idOf(description.number());
    }

    static String idOf(int number) {
        String digits = Integer.toString(number);
        return "shardId-" + "0".repeat(12 - digits.length()) + digits;
    }

    int number() {
        return description.number();
    }

    /** The hash keys it serves, or served. */
    public HashRange range() {
        return description.range();
    }

    /** The shard it was split from, or the first of the two it was merged from. */
    public Optional<String> parent() {
        return Optional.ofNullable(description.parent()).map(Shard::idOf);
    }

    /** The second of the two shards it was merged from. */
    public Optional<String> adjacentParent() {
        return Optional.ofNullable(description.adjacentParent()).map(Shard::idOf);
    }

    /** Whether it still takes records. */
    public boolean isOpen() {
        return closing == null;
    }

    /** When it began to take records, in milliseconds since the epoch. */
    public long openedMillis() {
        return description.openedMillis();
    }

    /** When it ceased to take records, in milliseconds since the epoch. */
    public OptionalLong closedMillis() {
        Closing closed = closing;
        return closed == null ? OptionalLong.empty() : OptionalLong.of(closed.millis());
    }

    /** Below the sequence number of each of its records. */
    public String startingSequenceNumber() {
        return sequence.start();
    }

    /** Above the sequence number of each of its records; there once it is closed. */
    public Optional<String> endingSequenceNumber() {
        Closing closed = closing;
        return closed == null
                ? Optional.empty()
                : Optional.of(sequence.number(closed.endIndex(), Math.max(closed.millis(), log.lastMillis())));
    }

    /** The sequence number of the record with this index. */
    public String sequenceNumber(long index, long arrivalMillis) {
        return sequence.number(index, arrivalMillis);
    }

    /** A sequence number after which reading goes on at this index. */
    public String continuation(long nextIndex) {
        return sequence.number(nextIndex - 1, log.lastMillis());
    }

    /** The index a sequence number of this shard stands for. */
    long indexOf(String sequenceNumber) {
        return sequence.indexOf(sequenceNumber);
    }

    ShardLog log() {
        return log;
    }

    ShardQuota quota() {
        return quota;
    }

    long sequenceSeconds() {
        return sequence.createdSeconds();
    }

    ShardLog.Appended append(FrameBatch batch, long nowMillis) throws IOException {
        ShardLog.Appended appended = log.append(batch, nowMillis);
        listeners.forEach(Runnable::run);
        return appended;
    }

    /**
     * Visits records from an index on.
     *
     * @return the index to go on from
     */
    public long read(long from, ReadBudget budget, RecordVisitor visitor) {
        try {
            return log.read(from, budget, visitor);
        } catch (IOException e) {
            throw KinesisException.internal("Cannot read " + id() + ": " + e.getMessage(), e);
        }
    }

    /** The index its next record would get. */
    public long nextIndex() {
        return log.nextIndex();
    }

    /** Whether nothing will ever come at or after this index. */
    public boolean endsAt(long index) {
        Closing closed = closing;
        return closed != null && index >= closed.endIndex();
    }

    /** Called, on any thread, after records were added or the shard was closed. It must not block. */
    public void addListener(Runnable listener) {
        listeners.add(listener);
    }

    /** Ends what {@link #addListener} began. */
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    void close(long nowMillis) {
        closing = new Closing(nowMillis, log.nextIndex());
    }

    /** Undoes {@link #close}, when the change it was part of could not be saved. */
    void reopen() {
        closing = null;
    }

    void wakeListeners() {
        listeners.forEach(Runnable::run);
    }

    ShardDescription describe() {
        Closing closed = closing;
        return closed == null ? description : description.closedAt(closed.millis());
    }

    private record Closing(long millis, long endIndex) {}
}
