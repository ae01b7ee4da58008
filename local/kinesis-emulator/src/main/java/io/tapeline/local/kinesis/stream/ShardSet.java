package io.tapeline.local.kinesis.stream;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shards of a stream, and how they come and go. Reading is safe at any time; changing is for the holder of the stream's lock, who
 * saves what came of it or rolls back.
 */
final class ShardSet {
    private final String stream;
    private final StreamStorage storage;
    private volatile ShardTable table = new ShardTable(List.of());
    private int nextNumber;

    ShardSet(String stream, StreamStorage storage) {
        this.stream = stream;
        this.storage = storage;
    }

    ShardTable table() {
        return table;
    }

    int nextNumber() {
        return nextNumber;
    }

    void create(int count, long nowMillis) throws IOException {
        List<Shard> shards = new ArrayList<>();
        for (HashRange range : HashRange.uniform(count)) {
            shards.add(newShard(range, null, null, nowMillis));
        }
        table = new ShardTable(shards);
    }

    void restore(List<ShardDescription> descriptions, int next) throws IOException {
        List<Shard> shards = new ArrayList<>();
        for (ShardDescription description : descriptions) {
            shards.add(new Shard(description, storage.log(description.number())));
        }
        table = new ShardTable(shards);
        nextNumber = next;
    }

    Shard find(String shardId) {
        return table.find(shardId)
                .orElseThrow(() -> KinesisException.notFound("Shard " + shardId + " in stream " + stream
                        + " under account " + StreamNames.ACCOUNT + " does not exist"));
    }

    List<Shard> children(Shard parent) {
        String id = parent.id();
        return table.all().stream()
                .filter(shard -> shard.parent().filter(id::equals).isPresent()
                        || shard.adjacentParent().filter(id::equals).isPresent())
                .toList();
    }

    void split(String shardId, String newStartingHashKey, long nowMillis) throws IOException {
        Shard parent = findOpen(shardId);
        HashKey at = HashKey.parse("NewStartingHashKey", newStartingHashKey);
        if (!parent.range().contains(at) || at.equals(parent.range().start())) {
            throw KinesisException.invalidArgument("NewStartingHashKey " + at + " used in SplitShard() on shard "
                    + shardId + " in stream " + stream + " is not both greater than one plus the shard's "
                    + "StartingHashKey and less than the shard's EndingHashKey.");
        }
        splitAt(parent, at, nowMillis);
    }

    void merge(String shardId, String adjacentShardId, long nowMillis) throws IOException {
        Shard first = findOpen(shardId);
        Shard second = findOpen(adjacentShardId);
        if (first.range().precedes(second.range())) {
            join(new HashRange(first.range().start(), second.range().end()), first, second, nowMillis);
        } else if (second.range().precedes(first.range())) {
            join(new HashRange(second.range().start(), first.range().end()), first, second, nowMillis);
        } else {
            throw KinesisException.invalidArgument("Shards " + shardId + " and " + adjacentShardId + " in stream "
                    + stream + " under account " + StreamNames.ACCOUNT
                    + " are not an adjacent pair of shards eligible for merging");
        }
    }

    /** Cuts at the bounds that are wanted, then joins over those that are not. */
    void resize(int target, long nowMillis) throws IOException {
        List<HashRange> wanted = HashRange.uniform(target);
        for (HashRange range : wanted) {
            Shard holder = table.open().get(table.route(range.start()));
            if (!holder.range().start().equals(range.start())) {
                splitAt(holder, range.start(), nowMillis);
            }
        }
        for (HashRange range : wanted) {
            Shard first = table.open().get(table.route(range.start()));
            while (!first.range().end().equals(range.end())) {
                Shard second = table.open().get(table.route(first.range().end().next()));
                HashRange both =
                        new HashRange(first.range().start(), second.range().end());
                first = join(both, first, second, nowMillis);
            }
        }
    }

    void forget(Collection<Shard> expired) {
        List<Shard> left = new ArrayList<>(table.all());
        left.removeAll(expired);
        table = new ShardTable(left);
    }

    /** Goes back to an earlier table, whose open shards are open again. */
    void rollBack(ShardTable earlier) {
        earlier.open().forEach(Shard::reopen);
        table = earlier;
    }

    private Shard findOpen(String shardId) {
        Shard shard = find(shardId);
        if (!shard.isOpen()) {
            throw KinesisException.inUse("Shard " + shardId + " in stream " + stream + " under account "
                    + StreamNames.ACCOUNT + " has already been merged or split, and thus is not eligible for merging "
                    + "or splitting.");
        }
        return shard;
    }

    private void splitAt(Shard parent, HashKey at, long nowMillis) throws IOException {
        HashRange lower = new HashRange(parent.range().start(), at.previous());
        HashRange upper = new HashRange(at, parent.range().end());
        replace(
                List.of(parent),
                List.of(newShard(lower, parent, null, nowMillis), newShard(upper, parent, null, nowMillis)),
                nowMillis);
    }

    private Shard join(HashRange whole, Shard parent, Shard adjacent, long nowMillis) throws IOException {
        Shard joined = newShard(whole, parent, adjacent, nowMillis);
        replace(List.of(parent, adjacent), List.of(joined), nowMillis);
        return joined;
    }

    private void replace(List<Shard> parents, List<Shard> children, long nowMillis) {
        List<Shard> next = new ArrayList<>(table.all());
        next.addAll(children);
        // The children first: a reader that sees the end of a parent must see who comes after it.
        table = new ShardTable(next, parents);
        parents.forEach(parent -> parent.close(nowMillis));
    }

    private Shard newShard(HashRange range, @Nullable Shard parent, @Nullable Shard adjacent, long nowMillis)
            throws IOException {
        long seconds = nowMillis / 1000;
        seconds = parent == null ? seconds : Math.max(seconds, parent.sequenceSeconds() + 1);
        seconds = adjacent == null ? seconds : Math.max(seconds, adjacent.sequenceSeconds() + 1);
        int number = nextNumber++;
        // What a crash between here and the saved description has left would otherwise come back as records.
        storage.deleteShard(number);
        return new Shard(
                new ShardDescription(
                        number,
                        range.start().value(),
                        range.end().value(),
                        parent == null ? null : parent.number(),
                        adjacent == null ? null : adjacent.number(),
                        seconds,
                        nowMillis,
                        null),
                storage.log(number));
    }
}
