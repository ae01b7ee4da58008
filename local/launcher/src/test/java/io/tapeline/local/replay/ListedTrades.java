package io.tapeline.local.replay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
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
    public OptionalLong tsEvent() {
        return EventTimes.ofJson(items.get(next - 1));
    }

    /** Each trade counts as one byte. */
    @Override
    public SourcePosition position() {
        return new SourcePosition(next, next, next, null);
    }

    @Override
    public void goTo(SourcePosition position) {
        next = (int) position.row();
    }

    @Override
    public double fraction() {
        return items.isEmpty() ? 1 : (double) next / items.size();
    }

    @Override
    public void close() {}
}
