package io.tapeline.local.kinesis.stream;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The shards of a stream at one moment, by number, and the open ones by hash range. Immutable. */
final class ShardTable {
    private final Map<Integer, Shard> byNumber;
    private final List<Shard> open;

    ShardTable(Collection<Shard> shards) {
        this(shards, List.of());
    }

    /** The same, where some that are still open are about to be closed. */
    ShardTable(Collection<Shard> shards, Collection<Shard> closing) {
        TreeMap<Integer, Shard> sorted = new TreeMap<>();
        shards.forEach(shard -> sorted.put(shard.number(), shard));
        byNumber = Collections.unmodifiableMap(sorted);
        open = sorted.values().stream()
                .filter(shard -> shard.isOpen() && !closing.contains(shard))
                .sorted(Comparator.comparing(shard -> shard.range().start()))
                .toList();
    }

    /** All shards, oldest first. */
    Collection<Shard> all() {
        return byNumber.values();
    }

    /** The open shards in order of their ranges. */
    List<Shard> open() {
        return open;
    }

    Optional<Shard> find(String shardId) {
        String digits = shardId.startsWith("shardId-") ? shardId.substring("shardId-".length()) : shardId;
        if (digits.isEmpty() || digits.length() > 12 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        long number = Long.parseLong(digits);
        return number > Integer.MAX_VALUE ? Optional.empty() : Optional.ofNullable(byNumber.get((int) number));
    }

    /** The position among {@link #open()} of the shard that serves a key. */
    int route(HashKey key) {
        int low = 0;
        int high = open.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (open.get(middle).range().start().compareTo(key) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}
