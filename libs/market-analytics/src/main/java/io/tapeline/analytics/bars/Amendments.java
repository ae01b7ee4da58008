package io.tapeline.analytics.bars;

import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeKey;
import java.util.List;

/** Applies the corrections and cancels of one slice: first to the remembered trades, then to the bars, all at once. */
final class Amendments {
    private final RecentTrades recent;
    private final SymbolTable symbols;
    private final long floor;
    private final List<SymbolState> touched;
    private boolean applied;

    /** Adds to {@code touched} the symbols whose bars change; some may be there already, or twice. */
    Amendments(RecentTrades recent, SymbolTable symbols, long floor, List<SymbolState> touched) {
        this.recent = recent;
        this.symbols = symbols;
        this.floor = floor;
        this.touched = touched;
    }

    void apply(Slice slice, BucketListener out) {
        for (TradeCorrection correction : slice.corrections()) {
            out.correction(slice, correction, apply(correction));
        }
        for (TradeCancel cancel : slice.cancels()) {
            out.cancel(slice, cancel, apply(cancel));
        }
        if (applied) {
            rebuild();
        }
    }

    private AmendmentOutcome apply(TradeCorrection correction) {
        Trade now = correction.corrected();
        TradeKey key = TradeKey.of(now);
        long number = recent.find(key.high(), key.low());
        if (number == RecentTrades.NONE) {
            return correction.tsOriginal() < floor ? AmendmentOutcome.BEYOND_HORIZON : AmendmentOutcome.UNKNOWN_TRADE;
        } else if (recent.status(number) == RecentTrades.CANCELLED) {
            return AmendmentOutcome.ALREADY_CANCELLED;
        } else if (recent.reads(number, now.tsEvent(), now.price(), now.size(), now.sequence())) {
            return AmendmentOutcome.REPEATED;
        } else if (isOutOfReach(number) || now.tsEvent() < floor) {
            return AmendmentOutcome.BEYOND_HORIZON;
        } else if (TradeLimits.isTooLarge(now.price(), now.size())) {
            return AmendmentOutcome.TOO_LARGE;
        }
        SymbolState symbol = requestRebuild(number);
        symbol.requestRebuild(now.tsEvent());
        recent.correct(number, now.tsEvent(), now.price(), now.size(), now.sequence());
        return AmendmentOutcome.APPLIED;
    }

    private AmendmentOutcome apply(TradeCancel cancel) {
        TradeKey key = TradeKey.of(cancel.venue(), cancel.symbol(), cancel.tradeId(), 0, 0, 0, 0);
        long number = recent.find(key.high(), key.low());
        if (number == RecentTrades.NONE) {
            return cancel.tsOriginal() < floor ? AmendmentOutcome.BEYOND_HORIZON : AmendmentOutcome.UNKNOWN_TRADE;
        } else if (recent.status(number) == RecentTrades.CANCELLED) {
            return AmendmentOutcome.REPEATED;
        } else if (isOutOfReach(number)) {
            return AmendmentOutcome.BEYOND_HORIZON;
        }
        requestRebuild(number);
        recent.cancel(number);
        return AmendmentOutcome.APPLIED;
    }

    private boolean isOutOfReach(long number) {
        return recent.status(number) == RecentTrades.EXCLUDED || recent.tsEvent(number) < floor;
    }

    private SymbolState requestRebuild(long number) {
        applied = true;
        SymbolState symbol = symbols.forWriting(recent.symbolId(number));
        symbol.requestRebuild(recent.tsEvent(number));
        touched.add(symbol);
        return symbol;
    }

    /** One walk over what is remembered, however many amendments there were. */
    private void rebuild() {
        for (SymbolState symbol : touched) {
            symbol.clearRequested();
        }
        for (long number = recent.first(); number < recent.next(); number++) {
            // A trade older than all bars may bear the number of a symbol that is gone, or of its successor.
            if (recent.status(number) == RecentTrades.COUNTED && symbols.has(recent.symbolId(number))) {
                BarState bar = symbols.get(recent.symbolId(number)).requested(recent.tsEvent(number));
                if (bar != null) {
                    recent.addTo(bar, number);
                }
            }
        }
    }
}
