package io.tapeline.local.replay;

/** A file cannot be read as trades; the message says where and why. */
public final class BadTradeFileException extends RuntimeException {
    BadTradeFileException(String message) {
        super(message);
    }
}
