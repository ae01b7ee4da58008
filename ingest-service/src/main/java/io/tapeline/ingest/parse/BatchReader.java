package io.tapeline.ingest.parse;

import io.tapeline.model.Buckets;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Slice;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import io.tapeline.wire.BatchDecoder;
import io.tapeline.wire.DecodedBatch;
import io.tapeline.wire.WireException;
import io.tapeline.wire.WireLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a body that is one batch as it lies on the stream (Avro's single-object encoding): the fastest way in. Of the
 * batch's header nothing is taken over. Items are numbered as they stand in the batch: bucket by bucket its trades,
 * corrections and cancels, then the quotes.
 *
 * <p>Reusable; not thread safe. State bound: the batch, at most {@link WireLimits#MAX_RECORD_BYTES}, and the decoder's.
 */
public final class BatchReader implements BodyReader {
    private final @Nullable EventKind kind;
    private final LongSupplier clock;
    private final BatchDecoder decoder = new BatchDecoder();
    private final ValueChecks checks;
    private final ParsedEvent event = new ParsedEvent();

    private long now;
    private long index;
    private boolean more;

    /**
     * A reader for many bodies, one after the other.
     *
     * @param kind what every item must be; null for any
     * @param clock our clock, nanoseconds since the epoch
     */
    public BatchReader(EventRules rules, @Nullable EventKind kind, LongSupplier clock) {
        this.kind = kind;
        this.clock = clock;
        this.checks = new ValueChecks(rules);
    }

    @Override
    public @Nullable Stop read(InputStream body, EventSink sink) throws IOException {
        byte[] bytes;
        try {
            bytes = body.readNBytes(WireLimits.MAX_RECORD_BYTES + 1);
        } catch (BodyException e) {
            return new Stop(0, 0, e.code(), String.valueOf(e.getMessage()));
        }
        if (bytes.length == 0) {
            return new Stop(0, 0, RejectCode.EMPTY_BODY, "the body is empty");
        }
        if (bytes.length > WireLimits.MAX_RECORD_BYTES) {
            String message = "a batch is longer than " + WireLimits.MAX_RECORD_BYTES + " bytes: post several";
            return new Stop(0, 0, RejectCode.BODY_TOO_LARGE, message);
        }
        DecodedBatch batch;
        try {
            batch = decoder.decode(bytes);
        } catch (WireException e) {
            return new Stop(0, 0, RejectCode.CORRUPT_BATCH, String.valueOf(e.getMessage()));
        }
        now = clock.getAsLong();
        checks.setNow(now);
        index = 0;
        more = true;
        deliver(batch, sink);
        return null;
    }

    private void deliver(DecodedBatch batch, EventSink sink) {
        for (Slice slice : batch.slices()) {
            trades(slice, sink);
            for (TradeCorrection correction : slice.corrections()) {
                if (more) {
                    correction(correction, sink);
                }
            }
            for (TradeCancel cancel : slice.cancels()) {
                if (more) {
                    cancel(cancel, sink);
                }
            }
        }
        for (Quote quote : batch.quotes()) {
            if (more) {
                quote(quote, sink);
            }
        }
    }

    private void trades(Slice slice, EventSink sink) {
        TradeRows rows = slice.trades();
        for (int row = 0; row < rows.count() && more; row++) {
            int attribute = rows.attributeIndex(row);
            event.kind = EventKind.TRADE;
            event.symbol = rows.symbols()[rows.symbolIndex(row)];
            event.bucket = slice.bucket();
            event.venue = rows.venues()[attribute];
            event.tsEvent = rows.tsEvent(row);
            event.tsRecv = rows.tsRecv(row);
            event.price = rows.price(row);
            event.size = rows.size(row);
            event.side = Side.ofCode((char) rows.sides()[attribute]);
            event.sequence = rows.sequence(row);
            boolean numeric = rows.hasNumericId(row);
            event.numericId = numeric ? rows.keyLow(row) : ParsedEvent.NO_NUMERIC_ID;
            event.textId = numeric ? "" : rows.tradeId(row);
            event.conditions = rows.conditions()[attribute];
            checks.begin();
            checks.source(event.symbol, event.venue);
            checks.trade(event.tsEvent, event.tsRecv, event.price, event.size, event.textId, event.conditions);
            deliver(sink);
        }
    }

    private void correction(TradeCorrection correction, EventSink sink) {
        Trade trade = correction.corrected();
        identify(EventKind.CORRECTION, trade.symbol(), trade.venue(), trade.tradeId());
        event.tsEvent = correction.tsEvent();
        event.tsOriginal = correction.tsOriginal();
        event.tsTrade = trade.tsEvent();
        event.tsRecv = trade.tsRecv();
        event.price = trade.price();
        event.size = trade.size();
        event.side = trade.side();
        event.sequence = trade.sequence();
        event.conditions = trade.conditions();
        checks.trade(event.tsTrade, event.tsRecv, event.price, event.size, trade.tradeId(), event.conditions);
        checks.time(Field.TS_EVENT, event.tsEvent);
        checks.time(Field.TS_ORIGINAL, event.tsOriginal);
        deliver(sink);
    }

    private void cancel(TradeCancel cancel, EventSink sink) {
        identify(EventKind.CANCEL, cancel.symbol(), cancel.venue(), cancel.tradeId());
        event.tsEvent = cancel.tsEvent();
        event.tsOriginal = cancel.tsOriginal();
        checks.time(Field.TS_EVENT, event.tsEvent);
        checks.time(Field.TS_ORIGINAL, event.tsOriginal);
        checks.tradeId(cancel.tradeId());
        deliver(sink);
    }

    private void quote(Quote quote, EventSink sink) {
        identify(EventKind.QUOTE, quote.symbol(), quote.venue(), "");
        event.tsEvent = quote.tsEvent();
        event.tsRecv = quote.tsRecv();
        event.bidPrice = quote.bidPrice();
        event.bidSize = quote.bidSize();
        event.askPrice = quote.askPrice();
        event.askSize = quote.askSize();
        event.sequence = quote.sequence();
        event.conditions = quote.conditions();
        checks.time(Field.TS_EVENT, event.tsEvent);
        checks.time(Field.TS_RECV, event.tsRecv);
        checks.price(Field.BID_PRICE, event.bidPrice, 0);
        checks.price(Field.ASK_PRICE, event.askPrice, 0);
        checks.conditions(event.conditions);
        deliver(sink);
    }

    private void identify(EventKind found, String symbol, String venue, String tradeId) {
        event.kind = found;
        event.symbol = symbol;
        event.bucket = Buckets.of(symbol);
        event.venue = venue;
        event.numericId = TradeKey.numericId(tradeId);
        event.textId = event.numericId < 0 ? tradeId : "";
        checks.begin();
        checks.source(symbol, venue);
    }

    private void deliver(EventSink sink) {
        if (kind != null && event.kind != kind) {
            checks.reject(RejectCode.BAD_TYPE, Field.TYPE, event.kind.label());
        }
        RejectCode code = checks.problem();
        if (code == null) {
            more = sink.accept(index, event);
        } else {
            Supplier<String> message = checks::message;
            sink.reject(index, code, message);
        }
        index++;
    }
}
