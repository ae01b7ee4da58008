package io.tapeline.local.kinesis.stream;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where reading a shard begins, as iterators and subscriptions ask for it. */
public sealed interface ShardPosition {
    /** The index of the first record to read. */
    long resolve(Shard shard);

    /** At a record, or behind it. */
    record AtSequenceNumber(String number, int skip) implements ShardPosition {
        @Override
        public long resolve(Shard shard) {
            return shard.indexOf(number) + skip;
        }
    }

    /** At the oldest record. */
    record TrimHorizon() implements ShardPosition {
        @Override
        public long resolve(Shard shard) {
            return shard.log().firstIndex();
        }
    }

    /** Behind the newest record. */
    record Latest() implements ShardPosition {
        @Override
        public long resolve(Shard shard) {
            return shard.nextIndex();
        }
    }

    /** At the first record that arrived at or after a time, in milliseconds since the epoch. */
    record AtTimestamp(long millis) implements ShardPosition {
        @Override
        public long resolve(Shard shard) {
            try {
                return shard.log().indexAtOrAfter(millis);
            } catch (IOException e) {
                throw KinesisException.internal("Cannot search " + shard.id() + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * Reads the members of GetShardIterator or of a StartingPosition.
     *
     * @param type such as {@code TRIM_HORIZON}
     * @param sequenceNumber for the types that take one
     * @param timestampMillis for the type that takes one
     */
    static ShardPosition of(
            String type, @Nullable String sequenceNumber, @Nullable Long timestampMillis, long nowMillis) {
        return switch (type) {
            case "TRIM_HORIZON" -> new TrimHorizon();
            case "LATEST" -> new Latest();
            case "AT_SEQUENCE_NUMBER" -> atSequenceNumber(sequenceNumber, 0);
            case "AFTER_SEQUENCE_NUMBER" -> atSequenceNumber(sequenceNumber, 1);
            case "AT_TIMESTAMP" -> atTimestamp(timestampMillis, nowMillis);
            default ->
                throw KinesisException.constraint(
                        "shardIteratorType",
                        type,
                        "Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, "
                                + "AT_SEQUENCE_NUMBER, TRIM_HORIZON]");
        };
    }

    private static ShardPosition atSequenceNumber(@Nullable String number, int skip) {
        if (number == null) {
            throw KinesisException.invalidArgument("Must either specify (1) AT_SEQUENCE_NUMBER or "
                    + "AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no "
                    + "StartingSequenceNumber.");
        }
        return new AtSequenceNumber(number, skip);
    }

    private static ShardPosition atTimestamp(@Nullable Long millis, long nowMillis) {
        if (millis == null) {
            throw KinesisException.invalidArgument("Must specify timestampInMillis parameter for iterator of type "
                    + "AT_TIMESTAMP. Current request has no timestamp parameter.");
        }
        if (millis > nowMillis) {
            throw KinesisException.invalidArgument("The timestampInMillis parameter cannot be greater than the "
                    + "currentTimestampInMillis. timestampInMillis: " + millis + ", currentTimestampInMillis: "
                    + nowMillis);
        }
        return new AtTimestamp(millis);
    }
}
