package io.tapeline.ingest.publish;

/** A call to the stream that failed as a whole. */
public final class RecordStreamException extends RuntimeException {
    /** What to do about it. */
    public enum Kind {
        /** Too many calls: again, later, for as long as it takes. */
        THROTTLED,
        /** The network, a time-out, the stream's own fault: again, for a while. */
        TRANSIENT,
        /** No permission, no such stream, a request that is wrong: trying again is no use. */
        PERMANENT
    }

    private final Kind kind;

    public RecordStreamException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public RecordStreamException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
