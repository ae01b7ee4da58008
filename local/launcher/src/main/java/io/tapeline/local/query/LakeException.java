package io.tapeline.local.query;

/** The lake cannot be read, or a query is wrong; the message says which, for a person. */
public final class LakeException extends RuntimeException {
    LakeException(String message) {
        super(message);
    }

    LakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
