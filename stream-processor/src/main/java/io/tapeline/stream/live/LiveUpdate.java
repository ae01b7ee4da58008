package io.tapeline.stream.live;

import static java.util.Objects.requireNonNull;

import io.tapeline.analytics.indicators.IndicatorRow;
import io.tapeline.stream.types.BarUpdate;

/**
 * News of one bucket: one record of the live stream.
 *
 * @param bucket of all the symbols in it
 * @param bars final and provisional ones, in the order in which they were issued
 * @param indicators of the final ones
 */
@SuppressWarnings("ArrayRecordComponent") // Lists would go through Kryo; nothing compares live updates.
public record LiveUpdate(int bucket, BarUpdate[] bars, IndicatorRow[] indicators) {
    public LiveUpdate {
        requireNonNull(bars, "bars is null");
        requireNonNull(indicators, "indicators is null");
    }
}
