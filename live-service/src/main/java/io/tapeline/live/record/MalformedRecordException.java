package io.tapeline.live.record;

/** A record that is no JSON object of the live stream's form. */
public final class MalformedRecordException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedRecordException(String message) {
        super(message);
    }

    MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
