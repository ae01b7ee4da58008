package io.tapeline.ingest;

/**
 * The names of all metrics of the service, as registered; Prometheus sees underscores, the unit of times and the usual
 * suffixes. README.md lists them all, with types, units and tags; a test holds it to that.
 */
final class MetricNames {
    /** Items handed to the publisher, by {@link #KIND}. */
    static final String ACCEPTED = "tapeline.ingest.items.accepted";
    /** Items refused, by {@link #CODE}. */
    static final String REJECTED = "tapeline.ingest.items.rejected";
    /** Posts being read. */
    static final String POSTS_ACTIVE = "tapeline.ingest.posts.active";
    /** Seconds from a post's first byte to its answer, by {@link #ENDPOINT} and {@link #STATUS}. */
    static final String POST_DURATION = "tapeline.ingest.post.duration";
    /** Records the stream has acknowledged: batches, and those that only tell the time. */
    static final String RECORDS = "tapeline.ingest.published.records";
    /** Events in them. */
    static final String EVENTS = "tapeline.ingest.published.events";
    /** Bytes of them. */
    static final String BYTES = "tapeline.ingest.published.bytes";
    /** Seconds from a batch's first event to the acknowledgement. */
    static final String LATENCY = "tapeline.ingest.publish.latency";
    /** Events in a record that has any. */
    static final String BATCH_EVENTS = "tapeline.ingest.batch.events";
    /** Bytes of a record that has events. */
    static final String BATCH_BYTES = "tapeline.ingest.batch.bytes";
    /** How full a record with events was, percent of the most it may hold in events or in bytes, whichever is nearer. */
    static final String BATCH_FILL = "tapeline.ingest.batch.fill";
    /** Records put again. */
    static final String RETRIES = "tapeline.ingest.publish.retries";
    /** Records for which a shard had no room. */
    static final String THROTTLED = "tapeline.ingest.publish.throttled";
    /** Events in batches that were given up. */
    static final String FAILED = "tapeline.ingest.publish.failed.events";
    /** Calls to the stream that it has not answered yet. */
    static final String REQUESTS_IN_FLIGHT = "tapeline.ingest.publish.inflight.requests";
    /** Records in these calls. */
    static final String RECORDS_IN_FLIGHT = "tapeline.ingest.publish.inflight.records";
    /** Events not yet acknowledged. */
    static final String BUFFER_EVENTS = "tapeline.ingest.buffer.events";
    /** The most events that may wait. */
    static final String BUFFER_CAPACITY = "tapeline.ingest.buffer.capacity";
    /** Ranges of buckets, by the open shards. */
    static final String RANGES = "tapeline.ingest.ranges";
    /** Layouts so far: one more for each reshard. */
    static final String LAYOUTS = "tapeline.ingest.layouts";
    /** Bytes of the spool on disk. */
    static final String SPOOL_BYTES = "tapeline.ingest.spool.bytes";
    /** Batches in the spool that the stream does not have yet. */
    static final String SPOOL_BATCHES = "tapeline.ingest.spool.batches";
    /** Records published that an earlier process had left in the spool. */
    static final String SPOOL_RECOVERED = "tapeline.ingest.spool.recovered.records";
    /** Entries of the spool that were corrupt and kept aside. */
    static final String SPOOL_CORRUPT = "tapeline.ingest.spool.corrupt";

    /** Whether a feed has a connection: 1 or 0. All of a feed's are by {@link #FEED}. */
    static final String FEED_CONNECTED = "tapeline.ingest.feed.connected";
    /** How far a feed's newest event is behind our clock, seconds. */
    static final String FEED_LAG = "tapeline.ingest.feed.lag";
    /** How long a feed has said nothing, seconds. */
    static final String FEED_SILENCE = "tapeline.ingest.feed.silence";
    /** A feed's connections after the first one. */
    static final String FEED_RECONNECTS = "tapeline.ingest.feed.reconnects";
    /** Frames, answers or files that came. */
    static final String FEED_MESSAGES = "tapeline.ingest.feed.messages";
    /** A feed's events handed to the publisher; they count in {@link #ACCEPTED} too. */
    static final String FEED_EVENTS = "tapeline.ingest.feed.events";
    /** Gaps in a venue's trade ids. */
    static final String FEED_GAPS = "tapeline.ingest.feed.gaps";
    /** Trades in these gaps. */
    static final String FEED_MISSED = "tapeline.ingest.feed.missed";
    /** Trades fetched for them. */
    static final String FEED_BACKFILLED = "tapeline.ingest.feed.backfilled";
    /** Frames or answers that are not JSON. */
    static final String FEED_MALFORMED = "tapeline.ingest.feed.malformed";
    /** A feed's items that are no valid events; they count in {@link #REJECTED} too. */
    static final String FEED_REJECTED = "tapeline.ingest.feed.rejected";
    /** A feed's events that the stream has not taken. */
    static final String FEED_UNPUBLISHED = "tapeline.ingest.feed.unpublished";

    /** WebSocket connections that are open. */
    static final String SOCKETS_OPEN = "tapeline.ingest.sockets.open";
    /** Messages that were acknowledged. */
    static final String SOCKET_ACKNOWLEDGED = "tapeline.ingest.socket.acknowledged";
    /** Messages that were refused and are to be sent again, by {@link #PROBLEM}. */
    static final String SOCKET_REFUSED = "tapeline.ingest.socket.refused";

    /** Instruments in force. */
    static final String INSTRUMENTS = "tapeline.ingest.reference.instruments";
    /** How often the file of instruments had changed and was not good. */
    static final String REFERENCE_BAD = "tapeline.ingest.reference.bad";

    /** Tag: the problem's name. */
    static final String PROBLEM = "problem";
    /** API keys in force. */
    static final String KEYS = "tapeline.ingest.trust.keys";
    /** 1 while the keys file cannot be used, and the keys read before are in force; otherwise 0. */
    static final String KEYS_STALE = "tapeline.ingest.trust.keys.stale";
    /** Requests refused before they were read, by {@link #REASON}. */
    static final String REFUSED = "tapeline.ingest.trust.refused";
    /** Posts that are remembered by their Idempotency-Key, or under way. */
    static final String REMEMBERED = "tapeline.ingest.idempotency.remembered";

    /** Tag: why a request was refused. */
    static final String REASON = "reason";
    /** Tag: the feed's name. */
    static final String FEED = "feed";
    /** Tag: why an item was refused. */
    static final String CODE = "code";
    /** Tag: what an item is: trade, quote, correction, cancel; any where its source does not tell. */
    static final String KIND = "kind";
    /** Tag: where it was posted: trades, quotes, corrections, cancels, events. */
    static final String ENDPOINT = "endpoint";
    /** Tag: the HTTP status of the answer. */
    static final String STATUS = "status";

    private MetricNames() {}
}
