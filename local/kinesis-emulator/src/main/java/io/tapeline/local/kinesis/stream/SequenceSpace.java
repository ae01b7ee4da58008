package io.tapeline.local.kinesis.stream;

import java.math.BigInteger;

/**
 * The sequence numbers of one shard: decimal strings of 56 digits, strictly increasing with the record's index, and all above those of
 * the shard's parents.
 *
 * <p>The bits, high to low, follow the service's version 2: 2 of version (10), 36 of the shard's creation in seconds, 64 of the
 * record's index, 48 of its arrival in milliseconds, 32 of the shard's number, 4 of version (0010). Good until the year 4147.
 *
 * @param shardNumber the number in the shard's id
 * @param createdSeconds when the shard was created, since the epoch
 */
record SequenceSpace(int shardNumber, long createdSeconds) {
    private static final BigInteger VERSION = BigInteger.TWO;
    private static final int VERSION_AT = 184;
    private static final int CREATED_AT = 148;
    private static final int INDEX_AT = 84;
    private static final int MILLIS_AT = 36;
    private static final int SHARD_AT = 4;

    SequenceSpace {
        if (shardNumber < 0 || createdSeconds < 0 || createdSeconds >> 36 != 0) {
            throw new IllegalArgumentException(
                    "no sequence numbers for shard " + shardNumber + " created at second " + createdSeconds);
        }
    }

    /** The number of the record with this index. */
    String number(long index, long arrivalMillis) {
        return VERSION.shiftLeft(VERSION_AT)
                .or(BigInteger.valueOf(createdSeconds).shiftLeft(CREATED_AT))
                .or(BigInteger.valueOf(index).shiftLeft(INDEX_AT))
                .or(BigInteger.valueOf(arrivalMillis).shiftLeft(MILLIS_AT))
                .or(BigInteger.valueOf(((long) shardNumber << SHARD_AT) | 2))
                .toString();
    }

    /** The number before that of any record. */
    String start() {
        return number(0, createdSeconds * 1000);
    }

    /**
     * The index within this shard that a sequence number names.
     *
     * @throws KinesisException if it is no number, or another shard's
     */
    long indexOf(String number) {
        if (number.equals("0")) {
            return 0;
        }
        boolean digits = !number.isEmpty()
                && number.length() <= 129
                && number.charAt(0) != '0'
                && number.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            throw KinesisException.constraint(
                    "startingSequenceNumber",
                    number,
                    "Member must satisfy regular expression pattern: 0|([1-9]\\d{0,128})");
        }
        BigInteger value = new BigInteger(number);
        boolean ours = value.shiftRight(VERSION_AT).equals(VERSION)
                && bits(value, CREATED_AT, 36) == createdSeconds
                && bits(value, SHARD_AT, 32) == shardNumber;
        long index = bits(value, INDEX_AT, 63);
        if (!ours || value.testBit(INDEX_AT + 63)) {
            throw KinesisException.invalidArgument("Invalid StartingSequenceNumber. It encodes "
                    + "another shard or stream than the one it is used with: " + number);
        }
        return index;
    }

    private static long bits(BigInteger value, int at, int count) {
        return value.shiftRight(at).longValue() & ((1L << count) - 1);
    }
}
