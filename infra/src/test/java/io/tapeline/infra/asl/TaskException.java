package io.tapeline.infra.asl;

/** A call of a service that has failed, as a state machine sees it. */
public final class TaskException extends Exception {
    private static final long serialVersionUID = 1;

    private final String error;

    public TaskException(String error, String cause) {
        super(cause);
        this.error = error;
    }

    /** Its name, such as {@code States.TaskFailed}. */
    public String error() {
        return error;
    }
}
