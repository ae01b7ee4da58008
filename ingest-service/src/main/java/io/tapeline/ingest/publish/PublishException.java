package io.tapeline.ingest.publish;

/** A batch that will not be published, so that what it holds must not be acknowledged. */
public final class PublishException extends RuntimeException {
    /** Why it will not be published. */
    public enum Reason {
        /** The stream refuses it: no permission, no such stream. */
        REFUSED,
        /** The stream failed for longer than the delivery time-out. */
        TIMED_OUT,
        /** The publisher is closed, or was closed before the stream had taken it. */
        CLOSED,
        /** A fault of our own. */
        BUG
    }

    private final Reason reason;

    PublishException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    PublishException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
