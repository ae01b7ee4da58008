package io.tapeline.ingest;

import io.tapeline.ingest.connect.FeedSettings;
import io.tapeline.ingest.kinesis.KinesisSettings;
import io.tapeline.ingest.parse.EventRules;
import io.tapeline.ingest.post.PostLimits;
import io.tapeline.ingest.publish.PublisherSettings;
import io.tapeline.ingest.socket.SocketSettings;
import io.tapeline.ingest.spool.SpoolSettings;
import io.tapeline.model.FixedPoint;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The configuration, checked as a whole.
 *
 * @param dryRun whether everything accepted is thrown away
 * @param kinesis the stream
 * @param publisher batching, buffering, retries
 * @param spool batches on disk; empty for none
 * @param rules what a trade must keep to
 * @param limits what a post must keep to
 * @param drainTimeout how long the end of the process waits for acknowledgements
 * @param maxReplays how many replays may be open at once
 * @param replayIdle after how long without a post an open replay is forgotten
 * @param socket the bounds of the WebSocket endpoint
 * @param reference the reference data
 * @param guard who may post, and how
 * @param feeds that the service pulls
 */
record IngestSettings(
        boolean dryRun,
        KinesisSettings kinesis,
        PublisherSettings publisher,
        Optional<SpoolSettings> spool,
        EventRules rules,
        PostLimits limits,
        Duration drainTimeout,
        int maxReplays,
        Duration replayIdle,
        SocketSettings socket,
        ReferenceSettings reference,
        GuardSettings guard,
        List<FeedSettings> feeds) {
    /** What nanoseconds in a long can hold, with room to add. */
    private static final Instant LATEST_OLDEST = Instant.parse("2200-01-01T00:00:00Z");

    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * The settings of a configuration.
     *
     * @param profiles those that are active
     * @throws IllegalStateException if values are wrong; the message lists them all
     */
    static IngestSettings of(IngestConfig config, KinesisConfig kinesis, Collection<String> profiles) {
        Problems problems = new Problems();
        checkKinesis(kinesis, problems);
        checkPublisher(config.publisher(), problems);
        Optional<SpoolSettings> spool = spool(config.spool(), problems);
        checkPosts(config, problems);
        SocketSettings socket = SocketCheck.settings(config, problems);
        ReferenceSettings reference = ReferenceSettings.of(config.reference(), problems);
        GuardSettings guard = GuardSettings.of(config, profiles, problems);
        List<FeedSettings> feeds = FeedChecks.settings(config.feeds(), problems);
        problems.throwIfAny();
        IngestConfig.Publisher publisher = config.publisher();
        IngestConfig.Limits limits = config.limits();
        return new IngestSettings(
                config.dryRun(),
                new KinesisSettings(kinesis.endpoint(), kinesis.region(), kinesis.stream(), kinesis.streamArn()),
                new PublisherSettings(
                        publisher.linger(),
                        (int) publisher.batchBytes().asLongValue(),
                        publisher.batchEvents(),
                        publisher.bufferEvents(),
                        publisher.compression(),
                        publisher.rangesPerShard(),
                        publisher.layoutRefresh(),
                        publisher.heartbeat(),
                        publisher.attemptTimeout(),
                        publisher.deliveryTimeout(),
                        publisher.backoffMin(),
                        publisher.backoffMax()),
                spool,
                new EventRules(
                        FixedPoint.price(config.validation().maxPrice().toPlainString()),
                        config.validation().oldest().getEpochSecond() * 1_000_000_000L,
                        config.validation().maxAhead().toNanos(),
                        (int) limits.maxItem().asLongValue()),
                new PostLimits(
                        limits.maxBody().asLongValue(),
                        limits.maxCompressionRatio(),
                        limits.maxPosts(),
                        limits.maxRejectedListed(),
                        publisher.bufferPatience(),
                        publisher.ackTimeout()),
                publisher.drainTimeout(),
                config.replay().maxOpen(),
                config.replay().idleTimeout(),
                socket,
                reference,
                guard,
                feeds);
    }

    private static void checkKinesis(KinesisConfig config, Problems problems) {
        config.endpoint().ifPresent(endpoint -> {
            if (endpoint.getHost() == null) {
                problems.add("kinesis.endpoint", "is not an absolute URI", endpoint);
            }
        });
        problems.require(!config.region().isBlank(), "kinesis.region", "is blank", config.region());
        problems.require(
                config.stream().matches("[a-zA-Z0-9_.-]{1,128}"),
                "kinesis.stream",
                "is not a stream's name (for an ARN, use kinesis.stream-arn)",
                config.stream());
        config.streamArn()
                .ifPresent(arn -> problems.require(
                        arn.matches("arn:[^:]+:kinesis:[^:]+:[0-9]{12}:stream/[a-zA-Z0-9_.-]{1,128}"),
                        "kinesis.stream-arn",
                        "is not a stream's ARN",
                        arn));
    }

    private static void checkPublisher(IngestConfig.Publisher config, Problems problems) {
        problems.between("ingest.publisher.linger", config.linger(), Duration.ZERO, Duration.ofSeconds(10));
        problems.between("ingest.publisher.batch-bytes", config.batchBytes().asLongValue(), 4096, 1_000_000);
        problems.between("ingest.publisher.batch-events", config.batchEvents(), 1, 16_384);
        // A block of a post must fit, and room for a batch of each of a few ranges is what makes batches full.
        problems.between("ingest.publisher.buffer-events", config.bufferEvents(), 1_024, 10_000_000);
        problems.between("ingest.publisher.buffer-patience", config.bufferPatience(), Duration.ZERO, LONGEST);
        problems.between("ingest.publisher.ranges-per-shard", config.rangesPerShard(), 1, 16);
        problems.positive("ingest.publisher.layout-refresh", config.layoutRefresh());
        problems.positive("ingest.publisher.heartbeat", config.heartbeat());
        problems.positive("ingest.publisher.attempt-timeout", config.attemptTimeout());
        problems.positive("ingest.publisher.delivery-timeout", config.deliveryTimeout());
        problems.positive("ingest.publisher.backoff-min", config.backoffMin());
        problems.positive("ingest.publisher.backoff-max", config.backoffMax());
        problems.require(
                config.backoffMax().compareTo(config.backoffMin()) >= 0,
                "ingest.publisher.backoff-max",
                "is below ingest.publisher.backoff-min",
                config.backoffMax());
        problems.positive("ingest.publisher.ack-timeout", config.ackTimeout());
        problems.positive("ingest.publisher.drain-timeout", config.drainTimeout());
    }

    private static Optional<SpoolSettings> spool(IngestConfig.Spool config, Problems problems) {
        long maxBytes = config.maxBytes().asLongValue();
        problems.between("ingest.spool.max-bytes", maxBytes, SpoolSettings.LEAST_BYTES, 1L << 40);
        try {
            Optional<Path> directory = config.directory().map(Path::of);
            // What is wrong has been noted; the settings would not take it.
            long bytes = Math.max(maxBytes, SpoolSettings.LEAST_BYTES);
            return directory.map(path -> new SpoolSettings(path, bytes, config.fsync()));
        } catch (InvalidPathException e) {
            problems.add("ingest.spool.directory", "is not a path", e.getInput());
            return Optional.empty();
        }
    }

    private static void checkPosts(IngestConfig config, Problems problems) {
        IngestConfig.Validation validation = config.validation();
        problems.require(
                validation.maxPrice().signum() > 0
                        && validation.maxPrice().compareTo(FixedPoint.priceDecimal(Long.MAX_VALUE)) <= 0
                        && validation.maxPrice().stripTrailingZeros().scale() <= FixedPoint.PRICE_SCALE,
                "ingest.validation.max-price",
                "is not above 0 and at most " + FixedPoint.priceDecimal(Long.MAX_VALUE) + " with nine decimal places",
                validation.maxPrice());
        problems.require(
                !validation.oldest().isBefore(Instant.EPOCH)
                        && validation.oldest().isBefore(LATEST_OLDEST),
                "ingest.validation.oldest",
                "is not between " + Instant.EPOCH + " and " + LATEST_OLDEST,
                validation.oldest());
        problems.between("ingest.validation.max-ahead", validation.maxAhead(), Duration.ZERO, LONGEST);
        IngestConfig.Limits limits = config.limits();
        problems.between("ingest.limits.max-item", limits.maxItem().asLongValue(), 256, 1 << 20);
        problems.between("ingest.limits.max-body", limits.maxBody().asLongValue(), 1024, Long.MAX_VALUE / 2);
        problems.between("ingest.limits.max-compression-ratio", limits.maxCompressionRatio(), 2, 10_000);
        problems.between("ingest.limits.max-posts", limits.maxPosts(), 1, 10_000);
        problems.between("ingest.limits.max-rejected-listed", limits.maxRejectedListed(), 0, 100_000);
        problems.between("ingest.replay.max-open", config.replay().maxOpen(), 1, 10_000);
        problems.positive("ingest.replay.idle-timeout", config.replay().idleTimeout());
    }

    /** What is wrong with a configuration. */
    static final class Problems {
        private final List<String> found = new ArrayList<>();

        void add(String key, String problem, Object value) {
            found.add(key + " " + problem + ": " + value);
        }

        void require(boolean right, String key, String problem, Object value) {
            if (!right) {
                add(key, problem, value);
            }
        }

        void between(String key, long value, long min, long max) {
            require(value >= min && value <= max, key, "is not between " + min + " and " + max, value);
        }

        void between(String key, Duration value, Duration min, Duration max) {
            boolean right = value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
            require(right, key, "is not between " + min + " and " + max, value);
        }

        void positive(String key, Duration value) {
            boolean right = value.compareTo(Duration.ZERO) > 0 && value.compareTo(LONGEST) <= 0;
            require(right, key, "is not above zero and at most " + LONGEST, value);
        }

        void throwIfAny() {
            if (!found.isEmpty()) {
                throw new IllegalStateException("the configuration has " + found.size()
                        + (found.size() == 1 ? " problem: " : " problems: ") + String.join("; ", found));
            }
        }
    }
}
