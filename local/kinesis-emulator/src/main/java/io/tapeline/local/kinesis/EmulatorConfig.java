package io.tapeline.local.kinesis;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How an emulator is to be run. Immutable; begin with {@link #defaults()}. The host is always 127.0.0.1.
 *
 * @param port 0 for any free one
 * @param dataDirectory where records survive a restart; empty to keep them in the heap
 * @param limits whether the limits of throughput and number hold; those of size always do
 * @param retention of a new stream's records; at least a second
 * @param maxHeapBytes of records kept in the heap, where there is no data directory: beyond it the oldest go early. On disk, the heap
 *     holds no records
 * @param streams to create at start unless they exist: their names and numbers of shards
 * @param region that ARNs name
 * @param subscriptionLifetime after which a subscription to a shard ends and must be renewed
 * @param readWait how long a GetRecords that would come back empty, or be refused for its rate, waits first. The service does not
 *     wait; it spares one machine the pollers that ask again at once. At most ten seconds
 * @param clock that arrival times, retention, iterators and limits go by
 */
public record EmulatorConfig(
        int port,
        Optional<Path> dataDirectory,
        boolean limits,
        Duration retention,
        long maxHeapBytes,
        Map<String, Integer> streams,
        String region,
        Duration subscriptionLifetime,
        Duration readWait,
        InstantSource clock) {
    private static final long DEFAULT_HEAP = 64L << 20;
    private static final long LEAST_HEAP = 4L << 20;

    public EmulatorConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
        }
        requireNonNull(dataDirectory, "dataDirectory is null");
        if (retention.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("retention " + retention + " is below a second");
        }
        if (maxHeapBytes < LEAST_HEAP) {
            throw new IllegalArgumentException("max-heap-bytes " + maxHeapBytes + " is below " + LEAST_HEAP);
        }
        streams.forEach((name, shards) -> {
            if (shards < 1) {
                throw new IllegalArgumentException("stream " + name + " has " + shards + " shards");
            }
        });
        streams = Map.copyOf(streams);
        requireNonNull(region, "region is null");
        if (subscriptionLifetime.toMillis() < 1) {
            throw new IllegalArgumentException("subscription lifetime " + subscriptionLifetime + " is not positive");
        }
        if (readWait.isNegative() || readWait.compareTo(Duration.ofSeconds(10)) > 0) {
            throw new IllegalArgumentException("read-wait " + readWait + " is not between 0 and 10 s");
        }
        requireNonNull(clock, "clock is null");
    }

    /** In the heap (64 MB), any free port, limits on, 24 hours, no streams. */
    public static EmulatorConfig defaults() {
        return new EmulatorConfig(
                0,
                Optional.empty(),
                true,
                Duration.ofHours(24),
                DEFAULT_HEAP,
                Map.of(),
                "us-east-1",
                Duration.ofMinutes(5),
                Duration.ZERO,
                InstantSource.system());
    }

    /** The same on this port. */
    public EmulatorConfig withPort(int newPort) {
        return new EmulatorConfig(
                newPort,
                dataDirectory,
                limits,
                retention,
                maxHeapBytes,
                streams,
                region,
                subscriptionLifetime,
                readWait,
                clock);
    }

    /** The same with its records in this directory, which is made if it is not there. */
    public EmulatorConfig withDataDirectory(Path directory) {
        return new EmulatorConfig(
                port,
                Optional.of(directory),
                limits,
                retention,
                maxHeapBytes,
                streams,
                region,
                subscriptionLifetime,
                readWait,
                clock);
    }

    /** The same without the limits of throughput and number. */
    public EmulatorConfig withoutLimits() {
        return new EmulatorConfig(
                port,
                dataDirectory,
                false,
                retention,
                maxHeapBytes,
                streams,
                region,
                subscriptionLifetime,
                readWait,
                clock);
    }

    /** The same with this retention for new streams. */
    public EmulatorConfig withRetention(Duration newRetention) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                limits,
                newRetention,
                maxHeapBytes,
                streams,
                region,
                subscriptionLifetime,
                readWait,
                clock);
    }

    /** The same with so much heap for records. */
    public EmulatorConfig withMaxHeapBytes(long bytes) {
        return new EmulatorConfig(
                port, dataDirectory, limits, retention, bytes, streams, region, subscriptionLifetime, readWait, clock);
    }

    /** The same with one more stream. */
    public EmulatorConfig withStream(String name, int shards) {
        Map<String, Integer> more = new LinkedHashMap<>(streams);
        more.put(name, shards);
        return new EmulatorConfig(
                port,
                dataDirectory,
                limits,
                retention,
                maxHeapBytes,
                more,
                region,
                subscriptionLifetime,
                readWait,
                clock);
    }

    /** The same in another region. */
    public EmulatorConfig withRegion(String newRegion) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                limits,
                retention,
                maxHeapBytes,
                streams,
                newRegion,
                subscriptionLifetime,
                readWait,
                clock);
    }

    /** The same with subscriptions that end after so long. */
    public EmulatorConfig withSubscriptionLifetime(Duration lifetime) {
        return new EmulatorConfig(
                port, dataDirectory, limits, retention, maxHeapBytes, streams, region, lifetime, readWait, clock);
    }

    /** The same with reads that wait so long for something to read. */
    public EmulatorConfig withReadWait(Duration wait) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                limits,
                retention,
                maxHeapBytes,
                streams,
                region,
                subscriptionLifetime,
                wait,
                clock);
    }

    /** The same by another clock. */
    public EmulatorConfig withClock(InstantSource newClock) {
        return new EmulatorConfig(
                port,
                dataDirectory,
                limits,
                retention,
                maxHeapBytes,
                streams,
                region,
                subscriptionLifetime,
                readWait,
                newClock);
    }
}
