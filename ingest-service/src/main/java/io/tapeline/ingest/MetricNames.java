package io.tapeline.ingest;

/** The names of all metrics of the service, as registered; Prometheus sees underscores and the usual suffixes. */
final class MetricNames {
    /** Items handed to the publisher. */
    static final String ACCEPTED = "tapeline.ingest.items.accepted";
    /** Items refused, by {@link #CODE}. */
    static final String REJECTED = "tapeline.ingest.items.rejected";
    /** Posts being read. */
    static final String POSTS_ACTIVE = "tapeline.ingest.posts.active";
    /** Records the stream has acknowledged: batches, and those that only tell the time. */
    static final String RECORDS = "tapeline.ingest.published.records";
    /** Events in them. */
    static final String EVENTS = "tapeline.ingest.published.events";
    /** Bytes of them. */
    static final String BYTES = "tapeline.ingest.published.bytes";
    /** From a batch's first event to the acknowledgement. */
    static final String LATENCY = "tapeline.ingest.publish.latency";
    /** Records put again. */
    static final String RETRIES = "tapeline.ingest.publish.retries";
    /** Records for which a shard had no room. */
    static final String THROTTLED = "tapeline.ingest.publish.throttled";
    /** Events in batches that were given up. */
    static final String FAILED = "tapeline.ingest.publish.failed.events";
    /** Events not yet acknowledged. */
    static final String BUFFER_EVENTS = "tapeline.ingest.buffer.events";
    /** The most events that may wait. */
    static final String BUFFER_CAPACITY = "tapeline.ingest.buffer.capacity";
    /** Ranges of buckets, by the open shards. */
    static final String RANGES = "tapeline.ingest.ranges";
    /** Layouts so far: one more for each reshard. */
    static final String LAYOUTS = "tapeline.ingest.layouts";

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
    /** Tag: why an item was refused. */
    static final String CODE = "code";

    private MetricNames() {}
}
