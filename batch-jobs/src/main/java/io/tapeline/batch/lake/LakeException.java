package io.tapeline.batch.lake;

/** The lake cannot be reached; the message says where and why. */
public final class LakeException extends Exception {
    private static final long serialVersionUID = 1L;

    public LakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
