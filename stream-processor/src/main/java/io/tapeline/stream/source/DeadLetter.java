package io.tapeline.stream.source;

import static java.util.Objects.requireNonNull;

/**
 * A record that could not be read, whole, with what is wrong with it.
 *
 * @param kinesisRecord the record
 * @param reason a code: the name of a {@code WireException.Reason}, or {@link #CLOCK_IN_FUTURE}
 * @param message what is wrong, in words
 */
public record DeadLetter(KinesisRecord kinesisRecord, String reason, String message) {
    /** The batch says it was published long after Kinesis took it, so nothing it says of time can be trusted. */
    public static final String CLOCK_IN_FUTURE = "CLOCK_IN_FUTURE";

    public DeadLetter {
        requireNonNull(kinesisRecord, "kinesisRecord is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(message, "message is null");
    }
}
