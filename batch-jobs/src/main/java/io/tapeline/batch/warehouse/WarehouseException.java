package io.tapeline.batch.warehouse;

/** The warehouse cannot be used; the message says why. */
public final class WarehouseException extends Exception {
    private static final long serialVersionUID = 1L;

    WarehouseException(String message) {
        super(message);
    }

    WarehouseException(String message, Throwable cause) {
        super(message, cause);
    }
}
