package io.tapeline.batch.rebuild;

import io.tapeline.analytics.bars.BarBuilder;
import io.tapeline.model.Bar;
import java.util.List;

/** The bars of a symbol, by the definition that the stream uses too. */
final class TradeBars implements SymbolDay.Builder {
    private final BarBuilder builder;

    TradeBars(String symbol) {
        this.builder = new BarBuilder(symbol);
    }

    @Override
    public void add(TradeEvent trade) {
        builder.add(trade.tsEvent(), trade.sequence(), trade.keyHigh(), trade.keyLow(), trade.price(), trade.size());
    }

    @Override
    public List<Bar> bars() {
        return builder.bars();
    }
}
