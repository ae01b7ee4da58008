package io.tapeline.ingest.trust;

/** A keys file cannot be used; the message lists everything that is wrong with it, and no secret. */
public final class KeyFileException extends Exception {
    KeyFileException(String message) {
        super(message);
    }
}
