package io.tapeline.local.replay;

/** A replay could not go on; the message says why, and what had been accepted until then. */
public final class ReplayException extends Exception {
    ReplayException(String message) {
        super(message);
    }
}
