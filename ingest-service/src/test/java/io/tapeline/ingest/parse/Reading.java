package io.tapeline.ingest.parse;

import io.tapeline.model.Trade;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a body whole and keeps what came out. */
final class Reading implements TradeSink {
    /** 2026-01-01T00:00:00Z. */
    static final long NOW = 1_767_225_600_000_000_000L;

    final List<Trade> trades = new ArrayList<>();
    final List<Integer> buckets = new ArrayList<>();
    final List<Long> indices = new ArrayList<>();
    final List<String> rejected = new ArrayList<>();
    final List<String> messages = new ArrayList<>();

    @Nullable
    Stop stop;

    private long most = Long.MAX_VALUE;

    static Reading of(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8), false);
    }

    static Reading ofLines(String body) {
        return of(body.getBytes(StandardCharsets.UTF_8), true);
    }

    static Reading of(byte[] body, boolean lines) {
        return of(new ByteArrayInputStream(body), lines, TradeRules.DEFAULT, Long.MAX_VALUE);
    }

    static Reading of(InputStream body, boolean lines, TradeRules rules, long maxBody) {
        return new Reading().read(new TradeReader(rules, maxBody, () -> NOW), body, lines);
    }

    static Reading atMost(long trades, String body) {
        Reading reading = new Reading();
        reading.most = trades;
        InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return reading.read(new TradeReader(TradeRules.DEFAULT, Long.MAX_VALUE, () -> NOW), bytes, false);
    }

    Reading read(TradeReader reader, InputStream body, boolean lines) {
        try {
            stop = reader.read(body, lines, this);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    @Override
    public boolean accept(long index, ParsedTrade trade) {
        indices.add(index);
        buckets.add(trade.bucket());
        trades.add(new Trade(
                trade.symbol(),
                trade.venue(),
                trade.tsEvent(),
                trade.tsRecv(),
                0,
                trade.price(),
                trade.size(),
                trade.side(),
                trade.sequence(),
                trade.tradeId(),
                trade.conditions()));
        return trades.size() < most;
    }

    @Override
    public void reject(long index, RejectCode code, Supplier<String> message) {
        rejected.add(index + " " + code);
        messages.add(message.get());
    }

    /** All of it, to compare two readings. */
    List<Object> all() {
        return List.of(trades, indices, rejected, String.valueOf(stop));
    }
}
