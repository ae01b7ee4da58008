package io.tapeline.ingest.parse;

import io.tapeline.model.MarketEvent;
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
final class Reading implements EventSink {
    /** 2026-01-01T00:00:00Z. */
    static final long NOW = 1_767_225_600_000_000_000L;

    final List<MarketEvent> events = new ArrayList<>();
    /** Those of the events that are trades. */
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
        return of(new ByteArrayInputStream(body), lines, EventRules.DEFAULT, Long.MAX_VALUE);
    }

    static Reading of(InputStream body, boolean lines, EventRules rules, long maxBody) {
        return new Reading()
                .read(
                        new JsonReader(
                                new EventParser(rules, EventKind.TRADE, TimestampUnit.NS),
                                lines,
                                rules,
                                maxBody,
                                () -> NOW),
                        body);
    }

    static Reading atMost(long trades, String body) {
        Reading reading = new Reading();
        reading.most = trades;
        InputStream bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return reading.read(reader(), bytes);
    }

    /** A reader of JSON trades by the usual rules. */
    static JsonReader reader() {
        return reader(false);
    }

    /** A reader of NDJSON trades by the usual rules. */
    static JsonReader lineReader() {
        return reader(true);
    }

    private static JsonReader reader(boolean lines) {
        return new JsonReader(
                new EventParser(EventRules.DEFAULT, EventKind.TRADE, TimestampUnit.NS),
                lines,
                EventRules.DEFAULT,
                Long.MAX_VALUE,
                () -> NOW);
    }

    Reading read(BodyReader reader, InputStream body) {
        try {
            stop = reader.read(body, this);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    @Override
    public boolean accept(long index, ParsedEvent event) {
        indices.add(index);
        buckets.add(event.bucket());
        MarketEvent record = event.toRecord();
        events.add(record);
        if (record instanceof Trade trade) {
            trades.add(trade);
        }
        return events.size() < most;
    }

    @Override
    public void reject(long index, RejectCode code, Supplier<String> message) {
        rejected.add(index + " " + code);
        messages.add(message.get());
    }

    /** All of it, to compare two readings. */
    List<Object> all() {
        return List.of(events, indices, rejected, String.valueOf(stop));
    }
}
