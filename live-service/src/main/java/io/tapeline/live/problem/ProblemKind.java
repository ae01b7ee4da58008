package io.tapeline.live.problem;

/** The kinds of refusals. */
public enum ProblemKind {
    UNKNOWN_SYMBOL("unknown-symbol", 404, "Nothing has been heard of this symbol"),
    BAD_PARAMETER("bad-parameter", 400, "A parameter is not right"),
    UPGRADE_REQUIRED("upgrade-required", 426, "This address takes WebSocket connections"),
    TOO_MANY_CONNECTIONS("too-many-connections", 503, "Too many connections are open"),
    NOT_READY("not-ready", 503, "The service is not ready");

    private final String label;
    private final int status;
    private final String title;

    ProblemKind(String label, int status, String title) {
        this.label = label;
        this.status = status;
        this.title = title;
    }

    /** The name that makes up its URI. */
    public String label() {
        return label;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** It in words. */
    public String title() {
        return title;
    }
}
