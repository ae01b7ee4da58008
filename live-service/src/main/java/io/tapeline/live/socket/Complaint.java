package io.tapeline.live.socket;

/** What is wrong with a message of a client; the connection goes on. */
enum Complaint {
    BAD_MESSAGE("bad-message"),
    UNKNOWN_INTERVAL("unknown-interval"),
    /** A warning: it is subscribed all the same. */
    UNKNOWN_SYMBOL("unknown-symbol"),
    TOO_MANY_SUBSCRIPTIONS("too-many-subscriptions");

    private final String code;

    Complaint(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
