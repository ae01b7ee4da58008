package io.tapeline.wire;

import io.tapeline.model.Side;
import io.tapeline.model.TradeKey;
import io.tapeline.wire.SymbolTable.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open batch's trades as columns in order of arrival, with what bounds their size: for each column the power of ten
 * common to it and how far apart its values are. At most {@link WireLimits#MAX_EVENTS} trades.
 */
final class TradeBuffer {
    /** Seven columns of ten bytes at most, less what an index of attributes cannot take. */
    static final int MAX_ROW_BYTES = 6 * 10 + 3;

    private static final int TIME_EXPONENT = 9;
    private static final int PRICE_EXPONENT = 9;
    private static final int SIZE_EXPONENT = 8;
    /** Length, count of trades, and two exceptions from the common exponent. */
    private static final int SYMBOL_OVERHEAD = 2 + 3 + 2 * 4;

    final SymbolTable table = new SymbolTable();
    final List<Entry> symbols = new ArrayList<>();
    final AttributeTable attributes = new AttributeTable();
    final List<byte[]> textIds = new ArrayList<>();

    int count;
    int[] symbol = new int[256];
    int[] attribute = new int[256];
    long[] tsEvent = new long[256];
    long[] latency = new long[256];
    long[] price = new long[256];
    long[] size = new long[256];
    long[] sequence = new long[256];
    /** The numeric id, or nothing of meaning. */
    long[] id = new long[256];

    int tsEventExponent = TIME_EXPONENT;
    int latencyExponent = TIME_EXPONENT;
    private int priceExponent = PRICE_EXPONENT;
    private int sizeExponent = SIZE_EXPONENT;

    private long batch;
    private int textBytes;
    private final Range tsEvents = new Range();
    private final Range latencies = new Range();
    private long maxPrice;
    private long maxSize;
    private final VenueRanges sequences = new VenueRanges();
    private final VenueRanges ids = new VenueRanges();

    void add(
            String symbolText,
            String venue,
            long tsEventNanos,
            long tsRecvNanos,
            long priceUnits,
            long sizeUnits,
            Side side,
            long sequenceNumber,
            String tradeId,
            String conditions) {
        long numericId = TradeKey.numericId(tradeId);
        byte[] textId = numericId >= 0 || tradeId.isEmpty() ? null : Texts.utf8("tradeId", tradeId);
        int idKind = numericId >= 0
                ? AttributeTable.NUMERIC_IDS
                : textId == null ? AttributeTable.NO_IDS : AttributeTable.TEXT_IDS;
        add(
                symbolText,
                venue,
                tsEventNanos,
                tsRecvNanos,
                priceUnits,
                sizeUnits,
                side,
                sequenceNumber,
                idKind,
                numericId,
                textId,
                conditions);
    }

    void add(
            String symbolText,
            String venue,
            long tsEventNanos,
            long tsRecvNanos,
            long priceUnits,
            long sizeUnits,
            Side side,
            long sequenceNumber,
            long numericId,
            String conditions) {
        add(
                symbolText,
                venue,
                tsEventNanos,
                tsRecvNanos,
                priceUnits,
                sizeUnits,
                side,
                sequenceNumber,
                AttributeTable.NUMERIC_IDS,
                numericId,
                null,
                conditions);
    }

    private void add(
            String symbolText,
            String venue,
            long tsEventNanos,
            long tsRecvNanos,
            long priceUnits,
            long sizeUnits,
            Side side,
            long sequenceNumber,
            int idKind,
            long numericId,
            byte @Nullable [] textId,
            String conditions) {
        // All that may be refused comes first: a refused trade leaves nothing behind but dictionary entries.
        Entry entry = table.get(symbolText);
        int attributeIndex = attributes.get(venue, idKind, side, conditions);

        if (entry.batch != batch) {
            open(entry);
        }
        entry.trades++;
        if (textId != null) {
            textIds.add(textId);
            textBytes += textId.length + 2;
        }
        if (count == symbol.length) {
            grow();
        }
        int row = count++;
        symbol[row] = entry.index;
        attribute[row] = attributeIndex;
        tsEvent[row] = tsEventNanos;
        // Modulo 2^64, as is the decoder's sum: no pair of clocks is out of reach.
        long tsRecvLessEvent = tsRecvNanos - tsEventNanos;
        latency[row] = tsRecvLessEvent;
        price[row] = priceUnits;
        size[row] = sizeUnits;
        sequence[row] = sequenceNumber;
        id[row] = numericId;

        tsEventExponent = Decimals.reduce(tsEventExponent, tsEventNanos);
        latencyExponent = Decimals.reduce(latencyExponent, tsRecvLessEvent);
        entry.priceExponent = Decimals.reduce(entry.priceExponent, priceUnits);
        entry.sizeExponent = Decimals.reduce(entry.sizeExponent, sizeUnits);
        priceExponent = Math.min(priceExponent, entry.priceExponent);
        sizeExponent = Math.min(sizeExponent, entry.sizeExponent);
        tsEvents.add(tsEventNanos);
        latencies.add(tsRecvLessEvent);
        maxPrice = Math.max(maxPrice, priceUnits);
        maxSize = Math.max(maxSize, sizeUnits);
        int venueIndex = attributes.venue(attributeIndex);
        sequences.add(venueIndex, sequenceNumber);
        if (idKind == AttributeTable.NUMERIC_IDS) {
            ids.add(venueIndex, numericId);
        }
    }

    /** At least the bytes that the trades take on the wire, whatever their values. */
    long worstBytes() {
        return dictionaryBytes() + (long) count * MAX_ROW_BYTES;
    }

    /** At least the bytes that the trades take on the wire, closer than {@link #worstBytes}. */
    long bytesBound() {
        int row = AvroOutput.bound(attributes.count())
                + AvroOutput.bound(tsEvents.span() / Decimals.power(tsEventExponent))
                + AvroOutput.bound(latencies.span() / Decimals.power(latencyExponent))
                + AvroOutput.bound(maxPrice / Decimals.power(priceExponent))
                + AvroOutput.bound(maxSize / Decimals.power(sizeExponent))
                + AvroOutput.bound(sequences.widest())
                + AvroOutput.bound(ids.widest());
        return dictionaryBytes() + attributes.venueCount() * 20L + (long) count * row;
    }

    void clear() {
        batch++;
        count = 0;
        textBytes = 0;
        symbols.clear();
        attributes.clear();
        textIds.clear();
        table.trim();
        tsEventExponent = TIME_EXPONENT;
        latencyExponent = TIME_EXPONENT;
        priceExponent = PRICE_EXPONENT;
        sizeExponent = SIZE_EXPONENT;
        tsEvents.clear();
        latencies.clear();
        maxPrice = 0;
        maxSize = 0;
        sequences.clear();
        ids.clear();
    }

    private long dictionaryBytes() {
        // A bit a trade, for repeated times, comes from none of the columns.
        return (long) textBytes + attributes.bytesBound() + (count + 7) / 8;
    }

    private void open(Entry entry) {
        entry.batch = batch;
        entry.index = symbols.size();
        entry.trades = 0;
        entry.priceExponent = PRICE_EXPONENT;
        entry.sizeExponent = SIZE_EXPONENT;
        symbols.add(entry);
        textBytes += entry.utf8.length + SYMBOL_OVERHEAD;
    }

    private void grow() {
        int length = count * 2;
        symbol = Arrays.copyOf(symbol, length);
        attribute = Arrays.copyOf(attribute, length);
        tsEvent = Arrays.copyOf(tsEvent, length);
        latency = Arrays.copyOf(latency, length);
        price = Arrays.copyOf(price, length);
        size = Arrays.copyOf(size, length);
        sequence = Arrays.copyOf(sequence, length);
        id = Arrays.copyOf(id, length);
    }
}
