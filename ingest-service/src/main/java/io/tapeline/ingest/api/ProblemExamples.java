package io.tapeline.ingest.api;

/** Problems as the API answers them, for its document. Tests provoke them and compare. */
final class ProblemExamples {
    static final String NO_VALID_ITEM = """
            {"type": "urn:tapeline:problem:no-valid-item", "title": "No item of the body is valid", "status": 400,
             "detail": "1 items, none of them valid", "accepted": 0, "rejected_count": 1,
             "rejected": [{"index": 0, "code": "NEGATIVE", "message": "price is negative: -3"}]}
            """;
    static final String MALFORMED_BODY = """
            {"type": "urn:tapeline:problem:malformed-body", "title": "The body cannot be read to its end", "status": 400,
             "detail": "neither , nor ] after an item: oops]", "accepted": 1, "rejected_count": 0, "rejected": [],
             "stopped_at": {"index": 1, "offset": 95, "code": "MALFORMED_JSON"}}
            """;
    static final String BAD_PARAMETER = """
            {"type": "urn:tapeline:problem:bad-parameter", "title": "A parameter is wrong", "status": 400,
             "detail": "ts_unit must be ns, us, ms, s or auto"}
            """;
    static final String UNKNOWN_REPLAY = """
            {"type": "urn:tapeline:problem:unknown-replay", "title": "No such replay is open", "status": 404,
             "detail": "no replay of this name is open"}
            """;
    static final String REPLAY_BUSY = """
            {"type": "urn:tapeline:problem:replay-busy", "title": "Posts to the replay are under way", "status": 409,
             "detail": "wait for the answers to its posts, then close it"}
            """;
    static final String TOO_LARGE = """
            {"type": "urn:tapeline:problem:too-large", "title": "The body is too large", "status": 413,
             "detail": "the body is longer than 4294967296 bytes", "accepted": 41820113, "rejected_count": 0, "rejected": [],
             "stopped_at": {"index": 41820113, "offset": 4294967296, "code": "BODY_TOO_LARGE"}}
            """;
    static final String UNSUPPORTED_TYPE = """
            {"type": "urn:tapeline:problem:unsupported-type", "title": "The body's type or encoding is not supported",
             "status": 415, "detail": "Content-Encoding must be gzip, zstd or identity, not br"}
            """;
    static final String BUFFER_FULL = """
            {"type": "urn:tapeline:problem:buffer-full", "title": "The stream does not keep up", "status": 503,
             "detail": "no room for item 5120 and those after it: post them again", "accepted": 5120, "rejected_count": 0,
             "rejected": [], "stopped_at": {"index": 5120}}
            """;
    static final String TOO_MANY_POSTS = """
            {"type": "urn:tapeline:problem:too-many-posts", "title": "Too many posts at once", "status": 503,
             "detail": "64 posts are being read already"}
            """;
    static final String TOO_MANY_REPLAYS = """
            {"type": "urn:tapeline:problem:too-many-replays", "title": "Too many replays are open", "status": 503,
             "detail": "close a replay, then post this one again"}
            """;
    static final String NOT_READY = """
            {"type": "urn:tapeline:problem:not-ready", "title": "The service cannot publish now", "status": 503,
             "detail": "the open shards are not known yet"}
            """;
    static final String NOT_CONFIRMED = """
            {"type": "urn:tapeline:problem:not-confirmed", "title": "The stream has not confirmed the trades", "status": 503,
             "detail": "the stream has not acknowledged the events in time: post them again"}
            """;

    private ProblemExamples() {}
}
