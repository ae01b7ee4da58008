package io.tapeline.analytics.bars;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How bars close, how long they can change, and how much is remembered for that.
 *
 * @param outOfOrderness how much older than the feed's clock an event may be and still come before its bars close
 * @param correctionHorizon how far behind event time an event may be and still change bars
 * @param dedupMinimum how many identities of trades each bucket remembers at least; those inside the correction horizon
 *     are remembered in any case
 * @param symbolRetention how long the indicators of a symbol without trades are kept, at least a day and the horizon
 */
public record BarSettings(
        Duration outOfOrderness, Duration correctionHorizon, int dedupMinimum, Duration symbolRetention) {
    public static final Duration DEFAULT_OUT_OF_ORDERNESS = Duration.ofSeconds(2);
    public static final Duration DEFAULT_CORRECTION_HORIZON = Duration.ofSeconds(60);
    public static final int DEFAULT_DEDUP_MINIMUM = 16_384;
    public static final Duration DEFAULT_SYMBOL_RETENTION = Duration.ofDays(7);

    private static final Duration LONGEST = Duration.ofDays(3_650);

    public static final BarSettings DEFAULTS =
            new BarSettings(DEFAULT_OUT_OF_ORDERNESS, DEFAULT_CORRECTION_HORIZON, DEFAULT_DEDUP_MINIMUM);

    public BarSettings {
        between("outOfOrderness", outOfOrderness, Duration.ZERO);
        between("correctionHorizon", correctionHorizon, Duration.ZERO);
        if (dedupMinimum < 0) {
            throw new IllegalArgumentException("dedupMinimum is negative: " + dedupMinimum);
        }
        between("symbolRetention", symbolRetention, correctionHorizon.plusDays(1));
    }

    /** Settings with the default retention of symbols, or longer where the horizon asks for it. */
    public BarSettings(Duration outOfOrderness, Duration correctionHorizon, int dedupMinimum) {
        this(outOfOrderness, correctionHorizon, dedupMinimum, retention(correctionHorizon));
    }

    private static Duration retention(Duration correctionHorizon) {
        Duration least = correctionHorizon.plusDays(1);
        return least.compareTo(DEFAULT_SYMBOL_RETENTION) > 0 ? least : DEFAULT_SYMBOL_RETENTION;
    }

    private static void between(String name, Duration value, Duration least) {
        requireNonNull(value, name + " is null");
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " is not between " + least + " and " + LONGEST + ": " + value);
        }
    }
}
