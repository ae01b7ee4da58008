package io.tapeline.live.record;

import io.tapeline.live.board.LiveBar;
import io.tapeline.live.board.LiveIndicators;
import java.util.List;

/**
 * What one record of the live stream says.
 *
 * @param bars in their order
 * @param indicators in their order
 * @param malformed how many bars and rows could not be understood and are left out
 */
public record LiveRecord(List<LiveBar> bars, List<LiveIndicators> indicators, int malformed) {
    public LiveRecord {
        bars = List.copyOf(bars);
        indicators = List.copyOf(indicators);
    }
}
