package io.tapeline.analytics.bars;

import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeKey;
import java.util.ArrayList;
import java.util.List;

/** Applies the corrections and cancels of one slice: first to the remembered trades, then to the bars, all at once. */
final class Amendments {
    private final RecentTrades recent;
    private final SymbolTable symbols;
    private final long floor;
    /** The symbols whose bars change; some may be there twice. */
    private final List<SymbolState> changed = new ArrayList<>();

    Amendments(RecentTrades recent, SymbolTable symbols, long floor) {
        this.recent = recent;
        this.symbols = symbols;
        this.floor = floor;
    }

    /** Returns the symbols whose bars have changed, some of them more than once. */
    List<SymbolState> apply(Slice slice, BucketListener out) {
        for (TradeCorrection correction : slice.corrections()) {
            out.correction(slice, correction, apply(correction));
        }
        for (TradeCancel cancel : slice.cancels()) {
            out.cancel(slice, cancel, apply(cancel));
        }
        if (!changed.isEmpty()) {
            rebuild();
        }
        return changed;
    }

    private AmendmentOutcome apply(TradeCorrection correction) {
        Trade now = correction.corrected();
        TradeKey key = TradeKey.of(now);
        long number = recent.find(key.high(), key.low());
        AmendmentOutcome outcome = judge(number, correction.tsOriginal());
        if (outcome == AmendmentOutcome.REPEATED) {
            return AmendmentOutcome.ALREADY_CANCELLED;
        } else if (outcome != AmendmentOutcome.APPLIED) {
            return outcome;
        } else if (recent.reads(number, now.tsEvent(), now.price(), now.size(), now.sequence())) {
            return AmendmentOutcome.REPEATED;
        } else if (now.tsEvent() < floor) {
            return AmendmentOutcome.BEYOND_HORIZON;
        } else if (TradeLimits.isTooLarge(now.price(), now.size())) {
            return AmendmentOutcome.TOO_LARGE;
        }
        requestRebuild(number).requestRebuild(now.tsEvent());
        recent.correct(number, now.tsEvent(), now.price(), now.size(), now.sequence());
        return AmendmentOutcome.APPLIED;
    }

    private AmendmentOutcome apply(TradeCancel cancel) {
        TradeKey key = TradeKey.of(cancel.venue(), cancel.symbol(), cancel.tradeId(), 0, 0, 0, 0);
        long number = recent.find(key.high(), key.low());
        AmendmentOutcome outcome = judge(number, cancel.tsOriginal());
        if (outcome == AmendmentOutcome.APPLIED) {
            requestRebuild(number);
            recent.cancel(number);
        }
        return outcome;
    }

    /** What becomes of a cancel. */
    private AmendmentOutcome judge(long number, long tsOriginal) {
        if (number == RecentTrades.NONE) {
            return tsOriginal < floor ? AmendmentOutcome.BEYOND_HORIZON : AmendmentOutcome.UNKNOWN_TRADE;
        } else if (recent.status(number) == RecentTrades.CANCELLED) {
            return AmendmentOutcome.REPEATED;
        } else if (recent.tsEvent(number) < floor) {
            // So is every trade that came late: the floor only rises.
            return AmendmentOutcome.BEYOND_HORIZON;
        }
        return recent.status(number) == RecentTrades.EXCLUDED ? AmendmentOutcome.TOO_LARGE : AmendmentOutcome.APPLIED;
    }

    private SymbolState requestRebuild(long number) {
        SymbolState symbol = symbols.forWriting(recent.symbolId(number));
        symbol.requestRebuild(recent.tsEvent(number));
        changed.add(symbol);
        return symbol;
    }

    /** One walk over what is remembered, however many amendments there were. */
    private void rebuild() {
        for (SymbolState symbol : changed) {
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
        for (SymbolState symbol : changed) {
            symbol.rebuilt();
        }
    }
}
