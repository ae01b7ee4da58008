package io.tapeline.live.board;

import static java.util.Objects.requireNonNull;

/**
 * The indicators at one bar, as the live stream has them.
 *
 * @param key symbol and interval
 * @param start of the bar, nanoseconds since the epoch
 * @param revision the highest one counts
 * @param json the whole row, one JSON object
 */
public record LiveIndicators(SeriesKey key, long start, int revision, String json) {
    public LiveIndicators {
        requireNonNull(key, "key is null");
        requireNonNull(json, "json is null");
    }
}
