package io.tapeline.ingest;

import io.tapeline.ingest.idempotency.IdempotencySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may post, and how.
 *
 * @param keysFile the file of API keys; null if requests need none
 * @param keysRefresh how often it is looked at
 * @param idempotency what is remembered of posts
 * @param headTimeout the longest that a request's head may take
 * @param bodyTimeout the longest silence in a body
 * @param bodyMinRate the least bytes a second of one
 */
record GuardSettings(
        @Nullable Path keysFile,
        Duration keysRefresh,
        IdempotencySettings idempotency,
        Duration headTimeout,
        Duration bodyTimeout,
        int bodyMinRate) {
    /** Where the service may run without API keys: on a developer's machine. */
    private static final List<String> LOCAL_PROFILES = List.of("local", "dev", "test");

    static GuardSettings of(IngestConfig config, Collection<String> profiles, IngestSettings.Problems problems) {
        IngestConfig.Trust trust = config.trust();
        problems.require(
                !trust.enabled() || trust.keysFile().isPresent(),
                "ingest.trust.keys-file",
                "is required (or, on a developer's machine, quarkus.profile=local)",
                "not set");
        problems.require(
                trust.enabled() || profiles.stream().anyMatch(LOCAL_PROFILES::contains),
                "ingest.trust.enabled",
                "is off, which only the profiles local, dev and test may have; the active ones are " + profiles,
                trust.enabled());
        problems.positive("ingest.trust.refresh", trust.refresh());
        IngestConfig.Idempotency idempotency = config.idempotency();
        problems.between("ingest.idempotency.max-entries", idempotency.maxEntries(), 1, 1_000_000);
        problems.between("ingest.idempotency.max-bytes", idempotency.maxBytes().asLongValue(), 1024, 1L << 30);
        problems.positive("ingest.idempotency.max-age", idempotency.maxAge());
        IngestConfig.Limits limits = config.limits();
        problems.between(
                "ingest.limits.head-timeout", limits.headTimeout(), Duration.ofMillis(100), Duration.ofMinutes(2));
        // Below the 60 s after which Quarkus itself gives up a read, without an answer.
        problems.between(
                "ingest.limits.body-timeout", limits.bodyTimeout(), Duration.ofMillis(100), Duration.ofSeconds(50));
        problems.between("ingest.limits.body-min-rate", limits.bodyMinRate(), 0, 1 << 20);
        return new GuardSettings(
                trust.enabled() ? trust.keysFile().orElse(null) : null,
                trust.refresh(),
                new IdempotencySettings(
                        idempotency.maxEntries(), idempotency.maxBytes().asLongValue(), idempotency.maxAge()),
                limits.headTimeout(),
                limits.bodyTimeout(),
                limits.bodyMinRate());
    }
}
