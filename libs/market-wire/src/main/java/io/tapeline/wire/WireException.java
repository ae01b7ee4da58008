package io.tapeline.wire;

import static java.util.Objects.requireNonNull;

/** Bytes that are not a batch this library can read. The bytes themselves are the caller's to keep. */
public final class WireException extends Exception {
    /** Why bytes cannot be read. */
    public enum Reason {
        /** They do not begin as a batch does. */
        NOT_A_BATCH,
        /** They begin as a batch does, with the fingerprint of a schema that was never published. */
        UNKNOWN_SCHEMA,
        /** They name a known schema and do not follow it. */
        CORRUPT,
        /** They are, or say they are, larger than {@link WireLimits} allows. */
        TOO_LARGE
    }

    private final Reason reason;

    WireException(Reason reason, String message) {
        super(message);
        this.reason = requireNonNull(reason, "reason is null");
    }

    static WireException corrupt(String message) {
        return new WireException(Reason.CORRUPT, message);
    }

    /** Why the bytes cannot be read. */
    public Reason reason() {
        return reason;
    }
}
