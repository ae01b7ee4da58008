package io.tapeline.analytics.bars;

import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a bucket should hold to be true, kept in maps that forget nothing. */
final class NaiveTape {
    private final long outOfOrderness;
    private final long horizon;
    /** The trades that bars are made of, as they read now. */
    final Map<TradeKey, Trade> counted = new HashMap<>();

    private final Set<TradeKey> seen = new HashSet<>();
    private long clock = Long.MIN_VALUE;
    int late;
    int duplicates;
    int amended;

    NaiveTape(BarSettings settings) {
        this.outOfOrderness = settings.outOfOrderness().toNanos();
        this.horizon = settings.correctionHorizon().toNanos();
    }

    void process(Slice slice) {
        long floor = clock == Long.MIN_VALUE ? Long.MIN_VALUE : clock - outOfOrderness - horizon;
        for (Trade trade : Rows.trades(slice, slice.trades())) {
            TradeKey key = TradeKey.of(trade);
            if (!seen.add(key)) {
                duplicates++;
            } else if (trade.tsEvent() < floor) {
                late++;
            } else {
                counted.put(key, trade);
            }
        }
        for (TradeCorrection correction : slice.corrections()) {
            Trade now = correction.corrected();
            Trade before = counted.get(TradeKey.of(now));
            if (before != null && before.tsEvent() >= floor && now.tsEvent() >= floor) {
                counted.put(TradeKey.of(now), now);
                amended++;
            }
        }
        for (TradeCancel cancel : slice.cancels()) {
            TradeKey key = TradeKey.of(cancel.venue(), cancel.symbol(), cancel.tradeId(), 0, 0, 0, 0);
            Trade before = counted.get(key);
            if (before != null && before.tsEvent() >= floor) {
                counted.remove(key);
                amended++;
            }
        }
        clock = Math.max(clock, slice.clock());
    }

    long progress() {
        return clock - outOfOrderness;
    }
}
