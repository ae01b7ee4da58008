package io.tapeline.local.kinesis.stream;

import org.jspecify.annotations.Nullable;

/** An answer of the Kinesis API that says no. It carries no stack trace: it is the client's doing, or a script's. */
public final class KinesisException extends RuntimeException {
    private final ErrorType type;

    /** An error of the given type; the message goes to the client. */
    public KinesisException(ErrorType type, String message) {
        this(type, message, null);
    }

    private KinesisException(ErrorType type, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.type = type;
    }

    /** An argument that is well-formed but not valid. */
    public static KinesisException invalidArgument(String message) {
        return new KinesisException(ErrorType.INVALID_ARGUMENT, message);
    }

    /** A member that breaks its constraint in the service's model. */
    public static KinesisException constraint(String member, String value, String constraint) {
        return new KinesisException(
                ErrorType.VALIDATION,
                "1 validation error detected: Value '" + value + "' at '" + member + "' failed to satisfy constraint: "
                        + constraint);
    }

    /** A resource that is not there. */
    public static KinesisException notFound(String message) {
        return new KinesisException(ErrorType.RESOURCE_NOT_FOUND, message);
    }

    /** A resource in the wrong state. */
    public static KinesisException inUse(String message) {
        return new KinesisException(ErrorType.RESOURCE_IN_USE, message);
    }

    /** A failure of the emulator itself, such as a full disk. */
    public static KinesisException internal(String message, Throwable cause) {
        return new KinesisException(ErrorType.INTERNAL_FAILURE, message, cause);
    }

    /** The kind of error. */
    public ErrorType type() {
        return type;
    }
}
