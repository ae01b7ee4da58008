package io.tapeline.local.kinesis.stream;

/** The errors of the Kinesis API that the emulator raises, with their HTTP status. */
public enum ErrorType {
    RESOURCE_NOT_FOUND("ResourceNotFoundException", 400),
    RESOURCE_IN_USE("ResourceInUseException", 400),
    PROVISIONED_THROUGHPUT_EXCEEDED("ProvisionedThroughputExceededException", 400),
    EXPIRED_ITERATOR("ExpiredIteratorException", 400),
    EXPIRED_NEXT_TOKEN("ExpiredNextTokenException", 400),
    INVALID_ARGUMENT("InvalidArgumentException", 400),
    VALIDATION("ValidationException", 400),
    LIMIT_EXCEEDED("LimitExceededException", 400),
    SERIALIZATION("SerializationException", 400),
    UNKNOWN_OPERATION("UnknownOperationException", 400),
    INTERNAL_FAILURE("InternalFailure", 500),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503);

    private final String code;
    private final int status;

    ErrorType(String code, int status) {
        this.code = code;
        this.status = status;
    }

    /** The name clients know it by. */
    public String code() {
        return code;
    }

    /** The HTTP status it travels with. */
    public int status() {
        return status;
    }
}
