package io.tapeline.local.kinesis.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One record as a producer sends it. The arrays belong to the request and are not changed.
 *
 * @param partitionKey in UTF-8
 * @param hashKey where it falls
 * @param data the record's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier on the hot path, never compared
public record PutEntry(byte[] partitionKey, HashKey hashKey, byte[] data) {
    /** Data and partition key together. */
    public static final int MAX_BYTES = 1 << 20;

    private static final int MAX_KEY_CHARACTERS = 256;

    public PutEntry {
        requireNonNull(partitionKey, "partitionKey is null");
        requireNonNull(hashKey, "hashKey is null");
        requireNonNull(data, "data is null");
    }

    /**
     * Checks a record as the service does.
     *
     * @throws KinesisException naming what is missing or out of bounds
     */
    public static PutEntry of(@Nullable String partitionKey, @Nullable String explicitHashKey, byte @Nullable [] data) {
        if (partitionKey == null) {
            throw KinesisException.constraint("partitionKey", "null", "Member must not be null");
        }
        if (data == null) {
            throw KinesisException.constraint("data", "null", "Member must not be null");
        }
        if (partitionKey.isEmpty() || partitionKey.length() > MAX_KEY_CHARACTERS) {
            throw KinesisException.constraint(
                    "partitionKey",
                    partitionKey,
                    "Member must have length between 1 and " + MAX_KEY_CHARACTERS + ", inclusive");
        }
        byte[] key = partitionKey.getBytes(UTF_8);
        if (data.length + key.length > MAX_BYTES) {
            throw KinesisException.constraint(
                    "data", data.length + " bytes", "Member must have length less than or equal to " + MAX_BYTES);
        }
        HashKey hash = explicitHashKey == null
                ? HashKey.ofPartitionKey(key)
                : HashKey.parse("ExplicitHashKey", explicitHashKey);
        return new PutEntry(key, hash, data);
    }

    /** What counts against the limits. */
    public int bytes() {
        return partitionKey.length + data.length;
    }
}
