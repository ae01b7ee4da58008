package io.tapeline.ingest.trust;

/** Whether a request has shown who it comes from. */
public sealed interface Authentication {
    /** It has. */
    record Known(Caller caller) implements Authentication {}

    /**
     * It has not.
     *
     * @param reason why
     * @param keyId the key it claims to have; empty if that is no id. It is not proven
     */
    record Unknown(Reason reason, String keyId) implements Authentication {}

    /** Why a key is not taken. */
    enum Reason {
        /** None was sent. */
        MISSING("the request has no API key"),
        /** No such id, or not its secret: which of the two is not told. */
        WRONG("the API key is not known"),
        /** It has been switched off. */
        DISABLED("the API key is disabled"),
        /** Its time has not come. */
        NOT_YET_VALID("the API key is not valid yet"),
        /** Its time is over. */
        EXPIRED("the API key has expired");

        private final String message;

        Reason(String message) {
            this.message = message;
        }

        /** The same for people. */
        public String message() {
            return message;
        }
    }
}
