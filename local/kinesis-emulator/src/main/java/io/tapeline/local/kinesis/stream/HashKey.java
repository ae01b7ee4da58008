package io.tapeline.local.kinesis.stream;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A point in the hash space, an unsigned 128-bit number.
 *
 * @param high its upper 64 bits, unsigned
 * @param low its lower 64 bits, unsigned
 */
public record HashKey(long high, long low) implements Comparable<HashKey> {
    /** One past the largest hash key. */
    static final BigInteger SPACE = BigInteger.ONE.shiftLeft(128);

    static final HashKey MIN = new HashKey(0, 0);
    static final HashKey MAX = new HashKey(-1, -1);

    private static final ThreadLocal<MessageDigest> MD5 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    });

    /** Where a partition key, in UTF-8, falls. */
    static HashKey ofPartitionKey(byte[] partitionKey) {
        ByteBuffer digest = ByteBuffer.wrap(MD5.get().digest(partitionKey));
        return new HashKey(digest.getLong(), digest.getLong());
    }

    /** Reads a decimal number. */
    static HashKey parse(String name, String decimal) {
        // 0|([1-9]\d{0,38}), as in the service's model
        boolean digits = !decimal.isEmpty()
                && decimal.length() <= 39
                && decimal.chars().allMatch(c -> c >= '0' && c <= '9')
                && (decimal.length() == 1 || decimal.charAt(0) != '0');
        if (!digits) {
            throw KinesisException.constraint(
                    name, decimal, "Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})");
        }
        BigInteger value = new BigInteger(decimal);
        if (value.bitLength() > 128) {
            throw KinesisException.invalidArgument("Invalid " + name
                    + ". HashKey must be in the range: [0, 2^128 - 1]. Specified value was " + decimal);
        }
        return of(value);
    }

    static HashKey of(BigInteger value) {
        return new HashKey(value.shiftRight(64).longValue(), value.longValue());
    }

    HashKey previous() {
        return new HashKey(low == 0 ? high - 1 : high, low - 1);
    }

    HashKey next() {
        return new HashKey(low == -1 ? high + 1 : high, low + 1);
    }

    BigInteger value() {
        return new BigInteger(Long.toUnsignedString(high))
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(low)));
    }

    @Override
    public int compareTo(HashKey other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** The number in decimal. */
    @Override
    public String toString() {
        return value().toString();
    }
}
