package io.tapeline.ingest.idempotency;

import java.time.Duration;

/**
 * The bounds of what is remembered. Built and checked by the service's configuration.
 *
 * @param maxEntries posts remembered, and under way, at once
 * @param maxBytes bytes of answers remembered at once
 * @param maxAge how long an answer is remembered
 */
public record IdempotencySettings(int maxEntries, long maxBytes, Duration maxAge) {
    /** The defaults of the configuration. */
    public static final IdempotencySettings DEFAULT = new IdempotencySettings(10_000, 8 << 20, Duration.ofHours(1));
}
