package io.tapeline.ingest.parse;

import io.tapeline.model.FixedPoint;
import java.time.Instant;

/**
 * What a trade must keep to beyond its syntax.
 *
 * @param maxPrice the highest price that is not absurd, in units of 1e-9
 * @param oldest the earliest {@code ts_event}, nanoseconds since the epoch
 * @param maxAhead how far {@code ts_event} may be ahead of our clock, nanoseconds
 * @param maxItemBytes the longest item or line
 */
public record EventRules(long maxPrice, long oldest, long maxAhead, int maxItemBytes) {
    /** Bytes of a symbol. */
    public static final int MAX_SYMBOL = 64;
    /** Bytes of a venue. */
    public static final int MAX_VENUE = 32;
    /** Bytes of a trade id. */
    public static final int MAX_TRADE_ID = 64;
    /** Bytes of the conditions. */
    public static final int MAX_CONDITIONS = 64;

    /** The bounds used unless configured otherwise. */
    public static final EventRules DEFAULT = new EventRules(
            FixedPoint.price("5000000000"),
            Instant.parse("1990-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L,
            60_000_000_000L,
            8 * 1024);

    public EventRules {
        if (maxPrice <= 0) {
            throw new IllegalArgumentException("maxPrice is not above zero: " + maxPrice);
        }
        if (oldest < 0) {
            throw new IllegalArgumentException("oldest is before the epoch: " + oldest);
        }
        if (maxAhead < 0) {
            throw new IllegalArgumentException("maxAhead is negative: " + maxAhead);
        }
        if (maxItemBytes < 256 || maxItemBytes > 1 << 20) {
            throw new IllegalArgumentException("maxItemBytes is not in [256, 1048576]: " + maxItemBytes);
        }
    }
}
