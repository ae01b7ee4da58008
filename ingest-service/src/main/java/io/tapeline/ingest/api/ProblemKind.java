package io.tapeline.ingest.api;

import java.util.Locale;

/** The kinds of problem the API answers with; the names are part of it, as {@code urn:tapeline:problem:name}. */
public enum ProblemKind {
    MALFORMED_BODY(400, "The body cannot be read to its end"),
    NO_VALID_ITEM(400, "No item of the body is valid"),
    BAD_PARAMETER(400, "A parameter is wrong"),
    BAD_INSTRUMENT(400, "An instrument is not valid"),
    UNKNOWN_INSTRUMENT(404, "No such instrument"),
    UNAUTHENTICATED(401, "The request needs a valid API key"),
    FORBIDDEN(403, "The API key does not allow this"),
    UNKNOWN_REPLAY(404, "No such replay is open"),
    SLOW_BODY(408, "The body came too slowly"),
    REPLAY_BUSY(409, "Posts to the replay are under way"),
    NO_INSTRUMENT_FILE(409, "Instruments cannot be kept"),
    POST_UNDER_WAY(409, "A post of the same Idempotency-Key is under way"),
    TOO_LARGE(413, "The body is too large"),
    UPGRADE_REQUIRED(426, "This address speaks WebSocket"),
    UNSUPPORTED_TYPE(415, "The body's type or encoding is not supported"),
    KEY_REUSED(422, "The Idempotency-Key was used for another body"),
    TOO_FAST(429, "The API key's rate limit is exceeded"),
    BUFFER_FULL(503, "The stream does not keep up"),
    TOO_MANY_POSTS(503, "Too many posts at once"),
    TOO_MANY_CONNECTIONS(503, "Too many connections at once"),
    TOO_MANY_REPLAYS(503, "Too many replays are open"),
    NOT_READY(503, "The service cannot publish now"),
    NOT_CONFIRMED(503, "The stream has not confirmed the trades"),
    INTERNAL(500, "A fault of the service");

    private final int status;
    private final String title;

    ProblemKind(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** The problem's type, a URI. */
    String type() {
        return "urn:tapeline:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
