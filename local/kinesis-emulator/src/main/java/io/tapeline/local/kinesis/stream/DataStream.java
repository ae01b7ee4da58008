package io.tapeline.local.kinesis.stream;

import io.tapeline.local.kinesis.log.ShardLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One stream: its shards, settings and consumers. Thread-safe: puts share a lock, changes of shape and settings hold it alone and are
 * on disk before they are answered.
 */
public final class DataStream {
    private final String name;
    private final String arn;
    private final long createdMillis;
    private final boolean limits;
    private final StreamStorage storage;
    private final ShardSet shards;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Map<String, StreamConsumer> consumers = new TreeMap<>();

    private volatile StreamSettings settings;
    private volatile boolean deleted;

    private DataStream(
            String name,
            String arn,
            long createdMillis,
            StreamSettings settings,
            boolean limits,
            StreamStorage storage) {
        this.name = name;
        this.arn = arn;
        this.createdMillis = createdMillis;
        this.settings = settings;
        this.limits = limits;
        this.storage = storage;
        this.shards = new ShardSet(name, storage);
    }

    static DataStream create(
            String name,
            String arn,
            int shardCount,
            StreamSettings settings,
            boolean limits,
            StreamStorage storage,
            long nowMillis)
            throws IOException {
        DataStream stream = new DataStream(name, arn, nowMillis, settings, limits, storage);
        stream.shards.create(shardCount, nowMillis);
        stream.save();
        return stream;
    }

    static DataStream restore(StreamDescription from, String arn, boolean limits, StreamStorage storage)
            throws IOException {
        StreamSettings settings = new StreamSettings(from.retentionMillis(), from.mode(), from.tags(), from.metrics());
        DataStream stream = new DataStream(from.name(), arn, from.createdMillis(), settings, limits, storage);
        stream.shards.restore(from.shards(), from.nextShard());
        from.consumers().forEach(consumer -> stream.consumers.put(consumer.name(), consumer));
        return stream;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its ARN. */
    public String arn() {
        return arn;
    }

    /** When it was created, in milliseconds since the epoch. */
    public long createdMillis() {
        return createdMillis;
    }

    /** What can be set on it. */
    public StreamSettings settings() {
        return settings;
    }

    /** Whether it is gone; what still holds it must let go. */
    public boolean isDeleted() {
        return deleted;
    }

    /** Its shards, oldest first, closed ones included until their last record has expired. */
    public Collection<Shard> shards() {
        return shards.table().all();
    }

    /** How many shards take records. */
    public int openShardCount() {
        return shards.table().open().size();
    }

    /** The shard with this id. */
    public Shard shard(String shardId) {
        return shards.find(shardId);
    }

    /** The shards that came out of this one. */
    public List<Shard> children(Shard parent) {
        return shards.children(parent);
    }

    /**
     * Stores records, each in the shard its hash key belongs to, and answers by position. Records of one shard keep their order.
     *
     * @param preset what to answer for a position instead of storing it, or null to store it
     */
    public List<PutOutcome> put(
            List<PutEntry> entries, IntFunction<PutOutcome.@Nullable Refused> preset, long nowMillis) {
        lock.readLock().lock();
        try {
            if (deleted) {
                throw StreamNames.notFound(name);
            }
            return new PutRound(name, shards.table(), limits, nowMillis).put(entries, preset);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether a read would be within the shard's limits now; it is not counted. */
    public boolean canRead(Shard shard, long nowMillis) {
        return !limits || shard.quota().canRead(nowMillis);
    }

    /** Counts one read of a shard against its limits. */
    public void admitRead(Shard shard, long nowMillis) {
        if (limits && !shard.quota().admitsRead(nowMillis)) {
            throw new KinesisException(
                    ErrorType.PROVISIONED_THROUGHPUT_EXCEEDED,
                    "Rate exceeded for shard " + shard.id() + " in stream " + name + " under account "
                            + StreamNames.ACCOUNT + ".");
        }
    }

    /** Counts what a read returned. */
    public void countRead(Shard shard, long bytes) {
        if (limits) {
            shard.quota().read(bytes);
        }
    }

    /** Closes a shard; two new ones take over, the second from the given key on. */
    public void split(String shardId, String newStartingHashKey, long nowMillis) {
        change(() -> shards.split(shardId, newStartingHashKey, nowMillis));
    }

    /** Closes two adjacent shards; a new one takes over from both. */
    public void merge(String shardId, String adjacentShardId, long nowMillis) {
        change(() -> shards.merge(shardId, adjacentShardId, nowMillis));
    }

    /** Splits and merges until there are so many open shards, with ranges of equal size. */
    public void updateShardCount(int target, long nowMillis) {
        change(() -> shards.resize(target, nowMillis));
    }

    /** Changes a setting. */
    public void update(UnaryOperator<StreamSettings> change) {
        change(() -> settings = change.apply(settings));
    }

    /** Its consumers, by name. */
    public List<StreamConsumer> consumers() {
        lock.readLock().lock();
        try {
            return List.copyOf(consumers.values());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Registers a consumer, unless one has the name. */
    public StreamConsumer register(String consumerName, Map<String, String> tags, long nowMillis) {
        String consumerArn = arn + "/consumer/" + consumerName + ":" + nowMillis / 1000;
        StreamConsumer added = new StreamConsumer(consumerName, consumerArn, nowMillis, tags);
        change(() -> {
            if (consumers.containsKey(consumerName)) {
                throw KinesisException.inUse("Consumer " + consumerName + " under stream " + arn + " already exists");
            }
            if (limits && consumers.size() >= StreamNames.MAX_CONSUMERS) {
                throw new KinesisException(
                        ErrorType.LIMIT_EXCEEDED,
                        "This request would exceed the limit of " + StreamNames.MAX_CONSUMERS + " consumers for stream "
                                + name);
            }
            consumers.put(consumerName, added);
        });
        return added;
    }

    /** Removes a consumer, if it is there. */
    public void deregister(StreamConsumer consumer) {
        change(() -> consumers.remove(consumer.name()));
        shards.table().all().forEach(Shard::wakeListeners);
    }

    /** Changes a consumer's tags. */
    public void updateConsumer(StreamConsumer consumer, Map<String, String> tags) {
        change(() -> consumers.replace(consumer.name(), consumer.withTags(tags)));
    }

    /** Makes records beyond the retention unreadable, frees their space, and forgets closed shards that hold none. */
    void trim(long nowMillis) throws IOException {
        long horizon = nowMillis - settings.retentionMillis();
        List<Shard> expired = new ArrayList<>();
        for (Shard shard : shards.table().all()) {
            shard.log().trimBefore(horizon);
            boolean closedLongAgo = shard.closedMillis().orElse(Long.MAX_VALUE) < horizon;
            if (closedLongAgo && shard.log().firstIndex() == shard.log().nextIndex()) {
                expired.add(shard);
            }
        }
        if (!expired.isEmpty()) {
            change(() -> shards.forget(expired));
            for (Shard shard : expired) {
                shard.log().close();
                storage.deleteShard(shard.number());
            }
        }
    }

    void delete() throws IOException {
        lock.writeLock().lock();
        try {
            deleted = true;
            close();
            storage.delete();
        } finally {
            lock.writeLock().unlock();
        }
        shards.table().all().forEach(Shard::wakeListeners);
    }

    void close() throws IOException {
        for (Shard shard : shards.table().all()) {
            shard.log().close();
        }
    }

    List<ShardLog> logs() {
        return shards.table().all().stream().map(Shard::log).toList();
    }

    private void change(Change change) {
        ShardTable oldShards;
        lock.writeLock().lock();
        try {
            if (deleted) {
                throw StreamNames.notFound(name);
            }
            oldShards = shards.table();
            StreamSettings oldSettings = settings;
            Map<String, StreamConsumer> oldConsumers = new TreeMap<>(consumers);
            boolean saved = false;
            try {
                change.apply();
                save();
                saved = true;
            } finally {
                if (!saved) {
                    // What is not on disk must not be visible, or a restart would take it back.
                    shards.rollBack(oldShards);
                    settings = oldSettings;
                    consumers.clear();
                    consumers.putAll(oldConsumers);
                }
            }
        } catch (IOException e) {
            throw KinesisException.internal("Cannot change stream " + name + ": " + e.getMessage(), e);
        } finally {
            lock.writeLock().unlock();
        }
        oldShards.open().stream().filter(shard -> !shard.isOpen()).forEach(Shard::wakeListeners);
    }

    private void save() {
        StreamSettings now = settings;
        storage.save(new StreamDescription(
                name,
                createdMillis,
                now.retentionMillis(),
                now.mode(),
                shards.nextNumber(),
                now.tags(),
                now.metrics(),
                shards.table().all().stream().map(Shard::describe).toList(),
                List.copyOf(consumers.values())));
    }

    private interface Change {
        void apply() throws IOException;
    }
}
