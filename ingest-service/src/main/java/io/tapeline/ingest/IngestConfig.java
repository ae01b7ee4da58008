package io.tapeline.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.tapeline.ingest.connect.FeedType;
import io.tapeline.ingest.dialect.Dialect;
import io.tapeline.ingest.parse.EventKind;
import io.tapeline.ingest.parse.TimestampUnit;
import io.tapeline.ingest.reference.Instruments;
import io.tapeline.ingest.spool.SpoolSync;
import io.tapeline.wire.Compression;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys under {@code ingest}, with their defaults; {@link IngestSettings} checks their values. */
@ConfigMapping(prefix = "ingest")
public interface IngestConfig {
    /** Whether to read, check and batch as always, and then throw everything away: to try a producer out. */
    @WithDefault("false")
    boolean dryRun();

    Publisher publisher();

    Spool spool();

    Validation validation();

    Limits limits();

    Replay replay();

    Socket socket();

    Reference reference();

    Trust trust();

    Idempotency idempotency();

    /** The feeds that the service pulls, by their names. */
    Map<String, Feed> feeds();

    /** Batching, buffering and retries. */
    interface Publisher {
        /** How long a batch stays open for more events. */
        @WithDefault("20ms")
        Duration linger();

        /** The estimated size at which a batch closes. */
        @WithDefault("256K")
        MemorySize batchBytes();

        /** The number of events at which a batch closes. */
        @WithDefault("5000")
        int batchEvents();

        /** The most events not yet acknowledged by the stream; a post that finds no room waits, then gets a 503. */
        @WithDefault("200000")
        int bufferEvents();

        /** How long a post waits for room in the buffer. */
        @WithDefault("2s")
        Duration bufferPatience();

        /** {@code none} or {@code zstd}. */
        @WithDefault("none")
        Compression compression();

        /** How many ranges of buckets each open shard gets. */
        @WithDefault("1")
        int rangesPerShard();

        /** How often the open shards are looked up. */
        @WithDefault("5s")
        Duration layoutRefresh();

        /** How often a range with nothing to publish tells the time. */
        @WithDefault("1s")
        Duration heartbeat();

        /** How long one call to the stream may take. */
        @WithDefault("10s")
        Duration attemptTimeout();

        /** How long a batch is tried in the face of failures other than throttling. */
        @WithDefault("2m")
        Duration deliveryTimeout();

        /** The first wait before a retry. */
        @WithDefault("20ms")
        Duration backoffMin();

        /** The longest wait before a retry. */
        @WithDefault("2s")
        Duration backoffMax();

        /** How long a post waits for the stream's acknowledgement before it gets a 503. */
        @WithDefault("30s")
        Duration ackTimeout();

        /** How long the end of the process waits for what is not yet acknowledged. */
        @WithDefault("20s")
        Duration drainTimeout();
    }

    /** Batches on disk until the stream has them. */
    interface Spool {
        /** Where batches are kept from before they are first sent; without it there is no spool. For one process alone. */
        Optional<String> directory();

        /** The most that the spool takes up; when it is full, posts wait as when the buffer is. */
        @WithDefault("1G")
        MemorySize maxBytes();

        /** {@code batch} (before a batch is sent), {@code interval} (once a second) or {@code off}. */
        @WithDefault("batch")
        SpoolSync fsync();
    }

    /** What a trade must keep to. */
    interface Validation {
        /** The highest price that is not absurd. */
        @WithDefault("5000000000")
        BigDecimal maxPrice();

        /** The earliest {@code ts_event}. */
        @WithDefault("1990-01-01T00:00:00Z")
        Instant oldest();

        /** How far {@code ts_event} may be ahead of our clock. */
        @WithDefault("1m")
        Duration maxAhead();
    }

    /** What a post must keep to. */
    interface Limits {
        /** The longest item, and the longest line of NDJSON. */
        @WithDefault("8K")
        MemorySize maxItem();

        /** The longest body, decompressed. */
        @WithDefault("4G")
        MemorySize maxBody();

        /** How many times its size a compressed body may grow. */
        @WithDefault("200")
        int maxCompressionRatio();

        /** The longest from a connection's begin to its first request, and from a further request's first byte to its body. */
        @WithDefault("10s")
        Duration headTimeout();

        /** The longest silence in a body, and how long no rate is asked for; a body that is slower gets a 408. */
        @WithDefault("20s")
        Duration bodyTimeout();

        /** The least bytes a second of a body after that, of the time spent on waiting for it. */
        @WithDefault("256")
        int bodyMinRate();

        /** How many posts are read at once; more get a 503. */
        @WithDefault("64")
        int maxPosts();

        /** How many rejected items an answer lists; all of them are counted. */
        @WithDefault("1000")
        int maxRejectedListed();
    }

    /** Replays of the past. */
    interface Replay {
        /** How many replays may be open at once. */
        @WithDefault("16")
        int maxOpen();

        /** After how long without a post an open replay is forgotten. */
        @WithDefault("1h")
        Duration idleTimeout();
    }

    /** The WebSocket endpoint. */
    interface Socket {
        /** How many connections may be open at once; more get a 503. */
        @WithDefault("32")
        int maxConnections();

        /** The longest message. */
        @WithDefault("256K")
        MemorySize maxMessage();

        /** How many messages of a connection may wait for their acknowledgement; it is not read meanwhile. */
        @WithDefault("64")
        int maxUnacknowledged();

        /** How many bytes of messages of a connection may wait so. */
        @WithDefault("2M")
        MemorySize maxUnacknowledgedBytes();

        /** How often a connection is asked whether it is there. */
        @WithDefault("20s")
        Duration pingInterval();

        /** After how long without a sign of life a connection is closed. */
        @WithDefault("1m")
        Duration idleTimeout();
    }

    /** Reference data. */
    interface Reference {
        /** The file of instruments, JSON or, if it ends so, CSV. */
        Optional<String> file();

        /** How often the file is looked at for changes. */
        @WithDefault("2s")
        Duration refresh();

        /** {@code accept} or {@code reject}: events of symbols and venues that are not in the file. */
        @WithDefault("accept")
        Instruments.Unknown unknown();
    }

    /** Who may post. */
    interface Trust {
        /** Whether requests need an API key. Without, the service starts in the profiles local, dev and test only. */
        @WithDefault("true")
        boolean enabled();

        /** The file of API keys; required unless trust is off. */
        Optional<Path> keysFile();

        /** How often the file is looked at for changes. */
        @WithDefault("2s")
        Duration refresh();
    }

    /** Posts with an {@code Idempotency-Key}. */
    interface Idempotency {
        /** How many of them are remembered. */
        @WithDefault("10000")
        int maxEntries();

        /** How many bytes of their answers are remembered. */
        @WithDefault("8M")
        MemorySize maxBytes();

        /** How long they are remembered. */
        @WithDefault("1h")
        Duration maxAge();
    }

    /** A feed that the service pulls. */
    interface Feed {
        /** {@code coinbase}, {@code kraken}, {@code binance}, {@code http} or {@code file}. */
        FeedType type();

        /** The venue's socket, if it is not the venue's own; required for {@code http}. */
        Optional<URI> url();

        /** The venue's REST API, if it is not the venue's own. */
        Optional<URI> restUrl();

        /** The file of {@code file}: CSV, NDJSON or JSON by its ending, also with .gz or .zst after it. */
        Optional<Path> path();

        /** Symbols as the venue writes them; required for a venue. */
        Optional<List<String>> symbols();

        /** Channels of the venue; by default that of its trades. */
        Optional<List<String>> channels();

        /** What every item is, for {@code http} and {@code file}; absent where each says so itself. */
        Optional<EventKind> kind();

        /** Whose messages the items are, for {@code http} and {@code file}. */
        Optional<Dialect> dialect();

        /** The unit of timestamps that are plain numbers, for {@code http} and {@code file}. */
        @WithDefault("ns")
        TimestampUnit tsUnit();

        /** After how long without a frame an open socket counts as mute; also the longest wait for a confirmation. */
        @WithDefault("30s")
        Duration silence();

        /** The bound of the pause before the first new attempt; it doubles with each failure. */
        @WithDefault("500ms")
        Duration backoffMin();

        /** The greatest bound of the pause before a new attempt. */
        @WithDefault("30s")
        Duration backoffMax();

        /** Whether trades that were missed are fetched from the venue's REST API. */
        @WithDefault("true")
        boolean backfill();

        /** The most trades that are fetched for one gap: the newest ones. */
        @WithDefault("10000")
        int maxBackfill();

        /** How often {@code http} asks. */
        @WithDefault("5s")
        Duration interval();

        /** How many times faster than it happened {@code file} is replayed, such as {@code 10x}; or {@code max}. */
        @WithDefault("1x")
        String speed();
    }
}
