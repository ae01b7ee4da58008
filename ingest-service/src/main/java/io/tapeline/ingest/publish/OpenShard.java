package io.tapeline.ingest.publish;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;

/**
 * A shard that takes records.
 *
 * @param id the stream's name for it
 * @param firstHashKey the first hash key of its part of the 128-bit space
 * @param lastHashKey the last one, inclusive
 */
public record OpenShard(String id, BigInteger firstHashKey, BigInteger lastHashKey) {
    public OpenShard {
        requireNonNull(id, "id is null");
        if (firstHashKey.signum() < 0 || firstHashKey.compareTo(lastHashKey) > 0) {
            throw new IllegalArgumentException("not a range of hash keys: " + firstHashKey + " to " + lastHashKey);
        }
    }

    boolean holds(BigInteger hashKey) {
        return firstHashKey.compareTo(hashKey) <= 0 && hashKey.compareTo(lastHashKey) <= 0;
    }
}
