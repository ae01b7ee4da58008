package io.tapeline.local.kinesis.stream;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the hash space that a shard serves.
 *
 * @param start its first key
 * @param end its last key, inclusive
 */
public record HashRange(HashKey start, HashKey end) {
    public HashRange {
        requireNonNull(start, "start is null");
        requireNonNull(end, "end is null");
        if (start.compareTo(end) > 0) {
            throw new IllegalArgumentException("range starts at " + start + ", after its end " + end);
        }
    }

    /** Cuts the whole hash space into so many ranges of (almost) equal size. */
    static List<HashRange> uniform(int count) {
        List<HashRange> ranges = new ArrayList<>(count);
        HashKey start = HashKey.MIN;
        for (int i = 1; i <= count; i++) {
            HashKey end = i == count
                    ? HashKey.MAX
                    : HashKey.of(HashKey.SPACE
                            .multiply(BigInteger.valueOf(i))
                            .divide(BigInteger.valueOf(count))
                            .subtract(BigInteger.ONE));
            ranges.add(new HashRange(start, end));
            start = end.next();
        }
        return List.copyOf(ranges);
    }

    boolean contains(HashKey key) {
        return start.compareTo(key) <= 0 && key.compareTo(end) <= 0;
    }

    /** Whether the other range begins right behind this one. */
    boolean precedes(HashRange other) {
        return !end.equals(HashKey.MAX) && end.next().equals(other.start);
    }
}
