package io.tapeline.local.launcher.stack;

import static java.util.Objects.requireNonNull;

/** A command cannot do what it was asked for; the message says why, and what to do, for a person. */
public final class LauncherException extends RuntimeException {
    /** Why. */
    public enum Code {
        /** No stack runs in the state directory. */
        NOT_RUNNING,
        /** A stack runs in the state directory already. */
        ALREADY_RUNNING,
        /** A program has not been built. */
        NOT_BUILT,
        /** A service ended, or never came up. */
        SERVICE_FAILED,
        /** A file or directory cannot be used. */
        BAD_FILE,
        /** The work was done and its result is not what it must be. */
        WRONG_RESULT
    }

    private final Code code;

    public LauncherException(Code code, String message) {
        super(message);
        this.code = requireNonNull(code, "code is null");
    }

    public Code code() {
        return code;
    }
}
