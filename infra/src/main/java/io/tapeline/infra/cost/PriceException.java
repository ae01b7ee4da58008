package io.tapeline.infra.cost;

/** A price is missing, or is no number. The message names the file and the key. */
public final class PriceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PriceException(String message) {
        super(message);
    }
}
