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
