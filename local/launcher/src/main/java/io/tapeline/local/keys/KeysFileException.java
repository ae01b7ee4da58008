package io.tapeline.local.keys;

/** A keys file cannot be used or changed as asked; the message says why, for a person. */
public final class KeysFileException extends RuntimeException {
    public KeysFileException(String message) {
        super(message);
    }
}
