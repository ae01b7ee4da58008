package io.tapeline.model;

import java.math.BigInteger;

/**
 * The buckets of symbols: the unit of order and of parallelism. A symbol's bucket is fixed for the life of a stream, so
 * neither the count nor the hash may change.
 */
public final class Buckets {
    /** How many buckets there are. */
    public static final int COUNT = 256;

    /** Kinesis hash keys have 128 bits; the bucket is the top eight of them. */
    private static final int HASH_KEY_SHIFT = 120;

    private Buckets() {}

    /** The bucket of a symbol, in {@code [0, COUNT)}. */
    public static int of(String symbol) {
        return (int) (Hashing.hash64(symbol) >>> 56);
    }

    /** The first key of a bucket's part of the 128-bit Kinesis hash space. */
    public static BigInteger firstHashKey(int bucket) {
        if (bucket < 0 || bucket >= COUNT) {
            throw new IllegalArgumentException("bucket is not in [0, 256): " + bucket);
        }
        return BigInteger.valueOf(bucket).shiftLeft(HASH_KEY_SHIFT);
    }
}
