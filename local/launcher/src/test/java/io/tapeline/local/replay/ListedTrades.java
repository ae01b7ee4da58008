package io.tapeline.local.replay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trades from a list; the first stands on line 1. */
final class ListedTrades implements TradeSource {
    private final List<String> items;
    private int next;

    ListedTrades(List<String> items) {
        this.items = items;
    }

    @Override
    public byte @Nullable [] next() {
        return next < items.size() ? items.get(next++).getBytes(StandardCharsets.UTF_8) : null;
    }

    @Override
    public long line() {
        return next;
    }

    @Override
    public double fraction() {
        return items.isEmpty() ? 1 : (double) next / items.size();
    }

    @Override
    public void close() {}
}
