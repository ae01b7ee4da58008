package io.tapeline.batch.run;

/** A step cannot be done; the message tells the operator why and what helps. */
public final class StepException extends Exception {
    private static final long serialVersionUID = 1L;

    public StepException(String message) {
        super(message);
    }

    public StepException(String message, Throwable cause) {
        super(message, cause);
    }
}
