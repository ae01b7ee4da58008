package io.tapeline.live.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which shards there are, and which are being read. All is well once every open shard is read. From then on a shard may be
 * without a reader, or its reader without a sign of life, for the patience given: a reshard does not make the service
 * unready. Thread safe. Bound: the shards of the stream.
 */
public final class ShardBook {
    private final Duration patience;
    private final Map<String, Instant> open = new HashMap<>();
    private final Map<String, Reading> readings = new HashMap<>();
    private boolean listed;
    private boolean complete;
    private @Nullable Instant lastRead;

    private record Reading(Instant last, Duration behind) {}

    public ShardBook(Duration patience) {
        this.patience = patience;
    }

    /** The shards that take records now. */
    public synchronized void open(Collection<String> shards, Instant now) {
        listed = true;
        open.keySet().retainAll(new HashSet<>(shards));
        shards.forEach(shard -> open.putIfAbsent(shard, now));
    }

    /** A shard is being read, and how far that is behind its newest record. */
    public synchronized void read(String shard, Duration behind, Instant now) {
        readings.put(shard, new Reading(now, behind));
        lastRead = now;
    }

    /** A shard is not read any longer: it was closed, or lost to somebody else. */
    public synchronized void left(String shard) {
        readings.remove(shard);
        open.computeIfPresent(shard, (same, since) -> lastRead == null ? since : lastRead);
    }

    /** The state, for a source that has not ended. */
    public synchronized SourceState state(Instant now) {
        return new SourceState(
                Optional.empty(),
                problem(now),
                open.size(),
                readings.size(),
                Optional.ofNullable(lastRead),
                readings.values().stream()
                        .map(Reading::behind)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO));
    }

    private Optional<String> problem(Instant now) {
        if (!listed) {
            return Optional.of("the shards of the stream are not known yet");
        }
        Set<String> missing = new TreeSet<>();
        open.forEach((shard, since) -> {
            Reading reading = readings.get(shard);
            boolean patient = complete && isWithinPatience(reading == null ? since : reading.last(), now);
            boolean fresh = reading != null && isWithinPatience(reading.last(), now);
            if (!fresh && !patient) {
                missing.add(shard);
            }
        });
        complete |= missing.isEmpty();
        return missing.isEmpty() ? Optional.empty() : Optional.of("these shards are not being read: " + missing);
    }

    private boolean isWithinPatience(Instant since, Instant now) {
        return Duration.between(since, now).compareTo(patience) <= 0;
    }
}
