package io.tapeline.live;

/**
 * The names of all metrics of the service, as registered; Prometheus sees underscores, the unit of times and the usual
 * suffixes. README.md lists them all, with types, units and tags; a test holds it to that.
 */
final class MetricNames {
    /** Records read. */
    static final String RECORDS = "tapeline.live.records";
    /** Bars in them. */
    static final String BARS = "tapeline.live.bars";
    /** Rows of indicators in them. */
    static final String INDICATORS = "tapeline.live.indicators";
    /** Records, bars and rows that could not be understood, by {@link #WHAT}. */
    static final String MALFORMED = "tapeline.live.malformed";
    /** Seconds from a record's arrival in the stream until readers can have it. */
    static final String DELAY = "tapeline.live.delay";
    /** How far the slowest shard is behind its newest record. */
    static final String BEHIND = "tapeline.live.behind";
    /** Shards that take records. */
    static final String SHARDS_OPEN = "tapeline.live.shards.open";
    /** Shards that are being read. */
    static final String SHARDS_READ = "tapeline.live.shards.read";
    /** Killed instances whose table and consumer this one has deleted. */
    static final String SWEPT = "tapeline.live.instances.swept";
    /** Symbols kept. */
    static final String SYMBOLS = "tapeline.live.symbols";
    /** Symbols that have made room for others. */
    static final String EVICTED = "tapeline.live.symbols.evicted";
    /** Memory of the symbols, estimated. */
    static final String MEMORY = "tapeline.live.memory.bytes";
    /** Connections. */
    static final String SOCKETS_OPEN = "tapeline.live.sockets.open";
    /** Series that somebody has subscribed to. */
    static final String SUBSCRIBED = "tapeline.live.sockets.series";
    /** Messages to clients. */
    static final String SENT = "tapeline.live.socket.messages";
    /** Connections refused for want of room. */
    static final String REFUSED = "tapeline.live.socket.refused";
    /** Connections that the service has ended, by {@link #REASON}. */
    static final String ENDED = "tapeline.live.socket.ended";

    /** {@code record} or {@code item}. */
    static final String WHAT = "what";
    /** {@code idle} or {@code stuck}. */
    static final String REASON = "reason";

    private MetricNames() {}
}
