package io.tapeline.wire;

import static java.util.Objects.requireNonNull;

import io.tapeline.model.MarketEvent;
import io.tapeline.model.Quote;
import io.tapeline.model.Side;
import io.tapeline.model.Trade;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeKey;
import io.tapeline.wire.SymbolTable.Entry;
import org.jspecify.annotations.Nullable;

/**
 * One open batch of a range of buckets. Events are added in order of arrival; {@link #encode} turns them into one record
 * and leaves the encoder empty, for the next batch. As long as the caller asks {@link #isFull} before each event, a record
 * never passes {@link WireLimits#MAX_RECORD_BYTES}.
 *
 * <p>{@code ts_ingest} is the header's for the whole batch: that of the events themselves is not carried. Everything else
 * comes out of {@link BatchDecoder} as it went in, whatever its values.
 *
 * <p>Not thread safe. It keeps its arrays and the symbols it has seen: a few megabytes at most.
 */
public final class BatchEncoder {
    /** Framing, header and the lengths of all arrays. */
    private static final int FIXED_BYTES = 512;
    /** What one more event can add: four texts and its numbers. */
    private static final int MAX_EVENT_BYTES = 1280;

    private final @Nullable Zstandard zstd;
    private final TradeBuffer trades = new TradeBuffer();
    private final EventRecords records = new EventRecords();
    private final TradeWriter writer = new TradeWriter();
    private final AvroOutput events = new AvroOutput();
    private final AvroOutput out = new AvroOutput();

    public BatchEncoder(Compression compression) {
        this.zstd = requireNonNull(compression, "compression is null") == Compression.ZSTD ? new Zstandard() : null;
    }

    /**
     * Adds a trade; its {@code tsIngest} is not carried.
     *
     * @throws IllegalArgumentException if a text is longer than {@link WireLimits#MAX_TEXT_BYTES} or not valid Unicode
     * @throws IllegalStateException if the batch is full
     */
    public void add(Trade trade) {
        addTrade(
                trade.symbol(),
                trade.venue(),
                trade.tsEvent(),
                trade.tsRecv(),
                trade.price(),
                trade.size(),
                trade.side(),
                trade.sequence(),
                trade.tradeId(),
                trade.conditions());
    }

    /**
     * Adds a trade's fields, as {@link #add(Trade)} does, with the constraints of {@link Trade}.
     *
     * @throws IllegalArgumentException if a value is not one that a trade can have
     * @throws IllegalStateException if the batch is full
     */
    public void addTrade(
            String symbol,
            String venue,
            long tsEvent,
            long tsRecv,
            long price,
            long size,
            Side side,
            long sequence,
            String tradeId,
            String conditions) {
        requireTrade(symbol, price, size, sequence);
        trades.add(symbol, venue, tsEvent, tsRecv, price, size, side, sequence, tradeId, conditions);
    }

    /**
     * Adds a trade with a numeric id, as {@link #addTrade(String, String, long, long, long, long, Side, long, String,
     * String)} does with the id's text: this way no text is made.
     *
     * @param tradeId zero or more, at most 18 digits
     */
    public void addTrade(
            String symbol,
            String venue,
            long tsEvent,
            long tsRecv,
            long price,
            long size,
            Side side,
            long sequence,
            long tradeId,
            String conditions) {
        requireTrade(symbol, price, size, sequence);
        if (tradeId < 0 || tradeId > TradeKey.MAX_NUMERIC_ID) {
            throw new IllegalArgumentException("tradeId is not in [0, 10^18): " + tradeId);
        }
        trades.add(symbol, venue, tsEvent, tsRecv, price, size, side, sequence, tradeId, conditions);
    }

    /**
     * Adds an event; its {@code tsIngest} is not carried. Errors as of {@link #add(Trade)}.
     */
    public void add(MarketEvent event) {
        if (event instanceof Trade trade) {
            add(trade);
        } else if (event instanceof TradeCorrection correction) {
            add(correction);
        } else if (event instanceof TradeCancel cancel) {
            add(cancel);
        } else if (event instanceof Quote quote) {
            add(quote);
        }
    }

    /** Adds a correction; errors as of {@link #add(Trade)}. */
    public void add(TradeCorrection correction) {
        requireRoom();
        records.add(correction);
    }

    /** Adds a cancel; errors as of {@link #add(Trade)}. */
    public void add(TradeCancel cancel) {
        requireRoom();
        records.add(cancel);
    }

    /** Adds a quote; errors as of {@link #add(Trade)}. */
    public void add(Quote quote) {
        requireRoom();
        records.add(quote);
    }

    /** How many events were added since the last batch. */
    public int count() {
        return trades.count + records.count();
    }

    /**
     * Whether the batch must be encoded before another event is added. That is so well before a record grows too large for
     * Kinesis, and whatever the next event holds.
     */
    public boolean isFull() {
        return count() >= WireLimits.MAX_EVENTS
                || FIXED_BYTES + trades.worstBytes() + records.bytes() + MAX_EVENT_BYTES > WireLimits.MAX_RECORD_BYTES;
    }

    /** An upper estimate of the size of the batch if it were encoded now, compression left aside. */
    public int estimatedBytes() {
        return Math.toIntExact(FIXED_BYTES + trades.bytesBound() + records.bytes());
    }

    /**
     * Encodes what was added, and leaves the encoder empty. A batch without events only says what time it is.
     *
     * @throws IllegalArgumentException if a symbol's bucket lies outside the header's range, or the producer's name cannot
     *     be carried; the events are then still there
     */
    public byte[] encode(BatchHeader header) {
        byte[] producer = Texts.utf8("producer", header.producer());
        requireInRange(header);
        events.clear();
        writer.write(trades, events);
        records.write(events);
        byte[] frame = zstd == null ? null : zstd.compress(events);
        byte[] record = assemble(header, producer, frame);
        trades.clear();
        records.clear();
        return record;
    }

    private byte[] assemble(BatchHeader header, byte[] producer, byte @Nullable [] frame) {
        out.clear();
        out.writePreamble(frame == null ? Schemas.BATCH_V1 : Schemas.BATCH_ZSTD_V1);
        out.writeLong(header.clock());
        out.writeLong(header.tsIngest());
        out.writeText(producer);
        out.writeLong(header.epoch());
        out.writeLong(header.sequence());
        out.writeLong(header.firstBucket());
        out.writeLong(header.lastBucket());
        if (frame == null) {
            out.writeRaw(events.bytes(), 0, events.length());
        } else {
            out.writeLong(events.length());
            out.writeText(frame);
        }
        return out.toByteArray();
    }

    private void requireTrade(String symbol, long price, long size, long sequence) {
        if (symbol.isEmpty()) {
            throw new IllegalArgumentException("symbol is empty");
        }
        if (price <= 0) {
            throw new IllegalArgumentException("price is not above zero: " + price);
        }
        if (size < 0) {
            throw new IllegalArgumentException("size is negative: " + size);
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence is negative: " + sequence);
        }
        requireRoom();
    }

    private void requireRoom() {
        if (isFull()) {
            throw new IllegalStateException("the batch is full: " + count() + " events");
        }
    }

    private void requireInRange(BatchHeader header) {
        int first = header.firstBucket();
        int last = header.lastBucket();
        for (Entry symbol : trades.symbols) {
            if (symbol.bucket < first || symbol.bucket > last) {
                throw new IllegalArgumentException("bucket " + symbol.bucket + " of " + symbol.symbol
                        + " is not in the batch's range " + first + " to " + last);
            }
        }
        if (records.anyOutside(first, last)) {
            throw new IllegalArgumentException(
                    "a symbol's bucket is not in the batch's range " + first + " to " + last);
        }
    }
}
