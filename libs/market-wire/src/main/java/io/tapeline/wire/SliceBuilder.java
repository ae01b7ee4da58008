package io.tapeline.wire;

import io.tapeline.model.Buckets;
import io.tapeline.model.Quote;
import io.tapeline.model.RowDictionaryBuilder;
import io.tapeline.model.Slice;
import io.tapeline.model.TradeCancel;
import io.tapeline.model.TradeCorrection;
import io.tapeline.model.TradeKey;
import io.tapeline.model.TradeRows;
import io.tapeline.wire.SymbolCache.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a batch's columns into slices: the rows of one bucket in one array, with a dictionary of only what the bucket
 * needs, since a slice travels alone.
 */
final class SliceBuilder {
    private final TradeReader trades;
    private final RecordReader records;
    private final RowDictionaryBuilder dictionary = new RowDictionaryBuilder();

    /** For each attribute of the batch: its index in the current slice, and which slice that was. */
    private int[] localOf = new int[64];

    private int[] sliceOf = new int[64];
    private int usedCount;

    /** For each venue: the upper half of numeric keys of the current symbol, and which symbol that was. */
    private long[] keyHighOf = new long[16];

    private int[] symbolOf = new int[16];
    private int textCount;

    private int sliceNumber;
    /** The next of each to be cut off. */
    private int symbol;

    private int row;
    private int correction;
    private int cancel;
    private int quote;

    /** The key of the trade in hand. */
    private long keyHigh;

    private long keyLow;

    SliceBuilder(TradeReader trades, RecordReader records) {
        this.trades = trades;
        this.records = records;
    }

    List<Slice> build(BatchHeader header) {
        AttributeReader attributes = trades.attributes;
        if (attributes.count > localOf.length) {
            int length = attributes.count * 2;
            localOf = new int[length];
            sliceOf = new int[length];
        }
        if (attributes.venueCount > keyHighOf.length) {
            keyHighOf = new long[attributes.venueCount * 2];
            symbolOf = new int[attributes.venueCount * 2];
        }
        Arrays.fill(sliceOf, 0, attributes.count, -1);
        Arrays.fill(symbolOf, 0, attributes.venueCount, -1);
        sliceNumber = 0;
        row = 0;
        symbol = 0;
        correction = 0;
        cancel = 0;
        quote = 0;
        List<Slice> slices = new ArrayList<>();
        long batchId = header.batchId();
        for (int bucket = nextBucket(); bucket < Buckets.COUNT; bucket = nextBucket()) {
            TradeRows rows = TradeRows.EMPTY;
            if (symbol < trades.symbolCount && trades.symbols[symbol].bucket == bucket) {
                int end = endOfBucket();
                rows = rows(symbol, end);
                symbol = end;
            }
            slices.add(new Slice(
                    bucket,
                    batchId,
                    header.clock(),
                    header.tsIngest(),
                    rows,
                    correctionsOf(bucket),
                    cancelsOf(bucket),
                    quotesOf(bucket)));
        }
        return slices;
    }

    /** The least bucket that has events still to come; {@link Buckets#COUNT} if there are none. */
    private int nextBucket() {
        int next = symbol < trades.symbolCount ? trades.symbols[symbol].bucket : Buckets.COUNT;
        if (correction < records.corrections.size()) {
            next = Math.min(next, bucketOf(records.corrections.get(correction)));
        }
        if (cancel < records.cancels.size()) {
            next = Math.min(next, bucketOf(records.cancels.get(cancel)));
        }
        if (quote < records.quotes.size()) {
            next = Math.min(next, bucketOf(records.quotes.get(quote)));
        }
        return next;
    }

    private int endOfBucket() {
        int bucket = trades.symbols[symbol].bucket;
        int end = symbol + 1;
        while (end < trades.symbolCount && trades.symbols[end].bucket == bucket) {
            end++;
        }
        return end;
    }

    /** The rows of some symbols, which are one bucket's. */
    private TradeRows rows(int firstSymbol, int endSymbol) {
        int count = 0;
        for (int s = firstSymbol; s < endSymbol; s++) {
            count += trades.symbolTrades[s];
        }
        byte[] bytes = new byte[count * TradeRows.WIDTH];
        usedCount = 0;
        textCount = 0;
        int local = 0;
        for (int s = firstSymbol; s < endSymbol; s++) {
            dictionary.symbol(trades.symbols[s].hash, trades.symbols[s].utf8);
            put(bytes, local, s, s - firstSymbol);
            local += trades.symbolTrades[s];
        }
        sliceNumber++;
        return new TradeRows(count, bytes, dictionary.build());
    }

    /** Puts the rows of a symbol, from a place on. The arrays stand in locals: this loop runs once a trade. */
    private void put(byte[] bytes, int place, int symbolNumber, int symbolIndex) {
        Entry entry = trades.symbols[symbolNumber];
        int[] attributes = trades.attribute;
        int[] venueOf = trades.attributes.venueOf;
        byte[] idKinds = trades.attributes.idKinds;
        long[] tsEvents = trades.tsEvent;
        long[] latencies = trades.latency;
        long[] prices = trades.price;
        long[] sizes = trades.size;
        long[] sequences = trades.sequence;
        long[] ids = trades.id;
        int end = row + trades.symbolTrades[symbolNumber];
        int local = place;
        for (int i = row; i < end; i++, local++) {
            int attribute = attributes[i];
            if (sliceOf[attribute] != sliceNumber) {
                sliceOf[attribute] = sliceNumber;
                localOf[attribute] = usedCount++;
                trades.attributes.addTo(dictionary, attribute);
            }
            int venue = venueOf[attribute];
            long tsEvent = tsEvents[i];
            int id = TradeRows.NUMERIC_ID;
            if (idKinds[venue] == AttributeTable.NUMERIC_IDS) {
                if (symbolOf[venue] != symbolNumber) {
                    symbolOf[venue] = symbolNumber;
                    keyHighOf[venue] = TradeKey.numericHigh(trades.keySeed(venue, entry));
                }
                keyHigh = keyHighOf[venue];
                keyLow = ids[i];
            } else {
                id = identify(i, venue, entry);
            }
            TradeRows.put(
                    bytes,
                    local,
                    tsEvent,
                    tsEvent + latencies[i],
                    prices[i],
                    sizes[i],
                    sequences[i],
                    keyHigh,
                    keyLow,
                    symbolIndex,
                    localOf[attribute],
                    id);
        }
        row = end;
    }

    /** The id of a trade whose venue gives none, or text, with its key in the fields. */
    private int identify(int i, int venue, Entry entry) {
        String text =
                trades.attributes.idKinds[venue] == AttributeTable.TEXT_IDS ? trades.textIds[(int) trades.id[i]] : "";
        long seed = trades.keySeed(venue, entry);
        long numeric = TradeKey.numericId(text);
        // A publisher may call an id text that is a number, or empty: its key is what it would be elsewhere.
        if (numeric >= 0) {
            keyHigh = TradeKey.numericHigh(seed);
            keyLow = numeric;
            return TradeRows.NUMERIC_ID;
        }
        TradeKey key = text.isEmpty()
                ? TradeKey.anonymous(seed, trades.tsEvent[i], trades.sequence[i], trades.price[i], trades.size[i])
                : TradeKey.ofText(seed, text);
        keyHigh = key.high();
        keyLow = key.low();
        if (text.isEmpty()) {
            return TradeRows.NO_ID;
        }
        dictionary.textId(text);
        return textCount++;
    }

    private TradeCorrection[] correctionsOf(int bucket) {
        int first = correction;
        while (correction < records.corrections.size() && bucketOf(records.corrections.get(correction)) == bucket) {
            correction++;
        }
        return correction == first
                ? Slice.NO_CORRECTIONS
                : records.corrections.subList(first, correction).toArray(Slice.NO_CORRECTIONS);
    }

    private TradeCancel[] cancelsOf(int bucket) {
        int first = cancel;
        while (cancel < records.cancels.size() && bucketOf(records.cancels.get(cancel)) == bucket) {
            cancel++;
        }
        return cancel == first
                ? Slice.NO_CANCELS
                : records.cancels.subList(first, cancel).toArray(Slice.NO_CANCELS);
    }

    private Quote[] quotesOf(int bucket) {
        int first = quote;
        while (quote < records.quotes.size() && bucketOf(records.quotes.get(quote)) == bucket) {
            quote++;
        }
        return quote == first
                ? Slice.NO_QUOTES
                : records.quotes.subList(first, quote).toArray(Slice.NO_QUOTES);
    }

    private static int bucketOf(TradeCorrection event) {
        return Buckets.of(event.corrected().symbol());
    }

    private static int bucketOf(TradeCancel event) {
        return Buckets.of(event.symbol());
    }

    private static int bucketOf(Quote event) {
        return Buckets.of(event.symbol());
    }
}
