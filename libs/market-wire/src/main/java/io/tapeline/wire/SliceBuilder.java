package io.tapeline.wire;

import io.tapeline.model.Buckets;
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
 * Cuts a batch's columns into slices: the rows of one bucket in one array, with dictionaries of only what the bucket
 * needs, since a slice travels alone.
 */
final class SliceBuilder {
    private final TradeReader trades;
    private final RecordReader records;

    /** For each attribute of the batch: its index in the current slice, and which slice that was. */
    private int[] localOf = new int[64];

    private int[] sliceOf = new int[64];
    /** The batch's attributes that the current slice has. */
    private int[] used = new int[64];

    private int usedCount;

    /** For each venue: the upper half of numeric keys of the current symbol, and which symbol that was. */
    private long[] keyHighOf = new long[16];

    private int[] symbolOf = new int[16];
    private String[] texts = new String[16];
    private int textCount;

    private int sliceNumber;
    private int symbolNumber;
    private int row;

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
            used = new int[length];
        }
        if (attributes.venueCount > keyHighOf.length) {
            keyHighOf = new long[attributes.venueCount * 2];
            symbolOf = new int[attributes.venueCount * 2];
        }
        Arrays.fill(sliceOf, 0, attributes.count, -1);
        Arrays.fill(symbolOf, 0, attributes.venueCount, -1);
        sliceNumber = 0;
        row = 0;
        boolean amended = !records.corrections.isEmpty() || !records.cancels.isEmpty();
        List<Slice> slices = new ArrayList<>();
        long batchId = header.batchId();
        int symbol = 0;
        if (!amended) {
            while (symbol < trades.symbolCount) {
                int bucket = trades.symbols[symbol].bucket;
                int end = endOfBucket(symbol);
                slices.add(Slice.ofTrades(bucket, batchId, header.clock(), header.tsIngest(), rows(symbol, end)));
                symbol = end;
            }
            return slices;
        }
        for (int bucket = header.firstBucket(); bucket <= header.lastBucket(); bucket++) {
            TradeRows rows = TradeRows.EMPTY;
            if (symbol < trades.symbolCount && trades.symbols[symbol].bucket == bucket) {
                int end = endOfBucket(symbol);
                rows = rows(symbol, end);
                symbol = end;
            }
            TradeCorrection[] corrections = correctionsOf(bucket);
            TradeCancel[] cancels = cancelsOf(bucket);
            if (rows.count() > 0 || corrections.length > 0 || cancels.length > 0) {
                slices.add(new Slice(bucket, batchId, header.clock(), header.tsIngest(), rows, corrections, cancels));
            }
        }
        return slices;
    }

    private int endOfBucket(int symbol) {
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
        String[] symbols = new String[endSymbol - firstSymbol];
        usedCount = 0;
        textCount = 0;
        int local = 0;
        for (int s = firstSymbol; s < endSymbol; s++) {
            symbolNumber = s;
            Entry entry = trades.symbols[s];
            symbols[s - firstSymbol] = entry.symbol;
            int end = row + trades.symbolTrades[s];
            for (; row < end; row++) {
                put(bytes, local++, s - firstSymbol, entry);
            }
        }
        sliceNumber++;
        return withDictionaries(count, bytes, symbols);
    }

    private void put(byte[] bytes, int local, int symbolIndex, Entry symbol) {
        int attribute = trades.attribute[row];
        if (sliceOf[attribute] != sliceNumber) {
            sliceOf[attribute] = sliceNumber;
            localOf[attribute] = usedCount;
            used[usedCount++] = attribute;
        }
        int venue = trades.attributes.venueOf[attribute];
        long tsEvent = trades.tsEvent[row];
        long price = trades.price[row];
        long size = trades.size[row];
        long sequence = trades.sequence[row];
        long keyHigh;
        long keyLow;
        int id;
        int idKind = trades.attributes.idKinds[venue];
        if (idKind == AttributeTable.NUMERIC_IDS) {
            if (symbolOf[venue] != symbolNumber) {
                symbolOf[venue] = symbolNumber;
                keyHighOf[venue] = TradeKey.numericHigh(trades.keySeed(venue, symbol));
            }
            keyHigh = keyHighOf[venue];
            keyLow = trades.id[row];
            id = TradeRows.NUMERIC_ID;
        } else {
            TradeKey key;
            String text = idKind == AttributeTable.TEXT_IDS ? trades.textIds[(int) trades.id[row]] : "";
            long numeric = TradeKey.numericId(text);
            long seed = trades.keySeed(venue, symbol);
            // A publisher may call an id text that is a number, or empty: its key is what it would be elsewhere.
            if (text.isEmpty()) {
                key = TradeKey.anonymous(seed, tsEvent, sequence, price, size);
                id = TradeRows.NO_ID;
            } else if (numeric >= 0) {
                key = new TradeKey(TradeKey.numericHigh(seed), numeric);
                id = TradeRows.NUMERIC_ID;
            } else {
                key = TradeKey.ofText(seed, text);
                id = keepText(text);
            }
            keyHigh = key.high();
            keyLow = key.low();
        }
        TradeRows.put(
                bytes,
                local,
                tsEvent,
                tsEvent + trades.latency[row],
                price,
                size,
                sequence,
                keyHigh,
                keyLow,
                symbolIndex,
                localOf[attribute],
                id);
    }

    private int keepText(String text) {
        if (textCount == texts.length) {
            texts = Arrays.copyOf(texts, textCount * 2);
        }
        texts[textCount] = text;
        return textCount++;
    }

    private TradeRows withDictionaries(int count, byte[] bytes, String[] symbols) {
        AttributeReader attributes = trades.attributes;
        String[] venues = new String[usedCount];
        byte[] sides = new byte[usedCount];
        String[] conditions = new String[usedCount];
        for (int i = 0; i < usedCount; i++) {
            int attribute = used[i];
            venues[i] = attributes.venues[attributes.venueOf[attribute]];
            sides[i] = attributes.sideOf[attribute];
            conditions[i] = attributes.conditionsOf[attribute];
        }
        String[] textIds = textCount == 0 ? NO_TEXTS : Arrays.copyOf(texts, textCount);
        return new TradeRows(count, bytes, symbols, venues, sides, conditions, textIds);
    }

    private static final String[] NO_TEXTS = {};

    private TradeCorrection[] correctionsOf(int bucket) {
        return records.corrections.stream()
                .filter(correction -> Buckets.of(correction.corrected().symbol()) == bucket)
                .toArray(length -> length == 0 ? Slice.NO_CORRECTIONS : new TradeCorrection[length]);
    }

    private TradeCancel[] cancelsOf(int bucket) {
        return records.cancels.stream()
                .filter(cancel -> Buckets.of(cancel.symbol()) == bucket)
                .toArray(length -> length == 0 ? Slice.NO_CANCELS : new TradeCancel[length]);
    }
}
