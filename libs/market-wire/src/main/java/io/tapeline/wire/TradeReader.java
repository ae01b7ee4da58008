package io.tapeline.wire;

import io.tapeline.model.Hashing;
import io.tapeline.wire.SymbolCache.Entry;
import io.tapeline.wire.WireException.Reason;
import java.util.Arrays;

/**
 * Reads the trades of a batch into columns, in the order of the wire: grouped by symbol, symbols by bucket. Its arrays
 * are kept for the next batch.
 */
final class TradeReader {
    private final SymbolCache cache = new SymbolCache();
    final AttributeReader attributes = new AttributeReader();

    int count;
    int symbolCount;
    Entry[] symbols = new Entry[256];
    int[] symbolTrades = new int[256];

    int[] attribute = new int[0];
    long[] tsEvent = new long[0];
    /** After ts_event. */
    long[] latency = new long[0];

    long[] price = new long[0];
    long[] size = new long[0];
    long[] sequence = new long[0];
    /** The id where the venue's ids are numeric, the index in {@link #textIds} where they are text. */
    long[] id = new long[0];

    String[] textIds = new String[0];

    private final ColumnReader columns = new ColumnReader();
    private long[] scratch = new long[256];
    /** For each symbol, the place after its last trade. */
    private int[] ends = new int[256];
    /** The same among the trades that do not repeat the times of the one before. */
    private int[] timeEnds = new int[256];

    private long[] lastNumber = new long[16];
    private long[] lastTime = new long[16];
    private long batch;

    /** Reads the fields symbols to trade_id_text. */
    void read(AvroInput in, BatchHeader header) throws WireException {
        batch++;
        cache.trim();
        readSymbols(in, header);
        readSymbolTrades(in);
        attributes.read(in);
        if (attributes.venueCount > lastNumber.length) {
            lastNumber = new long[attributes.venueCount * 2];
            lastTime = new long[attributes.venueCount * 2];
        }
        readAttributes(in);
        readTimes(in);
        columns.read(in, "price", ends, symbolCount, count, true, price);
        columns.read(in, "size", ends, symbolCount, count, false, size);
        readSequences(in);
        readIds(in);
        checkValues();
    }

    private void readSymbols(AvroInput in, BatchHeader header) throws WireException {
        symbolCount = 0;
        int lastBucket = header.firstBucket();
        for (int block = in.readBlock(); block > 0; block = in.readBlock()) {
            requireRoom(symbolCount, block);
            if (symbolCount + block > symbols.length) {
                int length = Math.max(symbolCount + block, symbols.length * 2);
                symbols = Arrays.copyOf(symbols, length);
                symbolTrades = new int[length];
                ends = new int[length];
                timeEnds = new int[length];
                scratch = new long[length];
            }
            for (int i = 0; i < block; i++) {
                int length = in.readTextLength();
                Entry entry = cache.get(in.bytes(), in.position(), length);
                in.skip(length);
                if (length == 0 || entry.batch == batch) {
                    throw WireException.corrupt("a symbol is empty or there twice: '" + entry.symbol + "'");
                }
                entry.batch = batch;
                if (entry.bucket < lastBucket || entry.bucket > header.lastBucket()) {
                    throw WireException.corrupt("bucket " + entry.bucket + " of " + entry.symbol
                            + " is out of order or out of the range to " + header.lastBucket());
                }
                lastBucket = entry.bucket;
                symbols[symbolCount++] = entry;
            }
        }
    }

    private void readSymbolTrades(AvroInput in) throws WireException {
        in.readCollapsed("symbol_trades", scratch, symbolCount);
        count = 0;
        for (int i = 0; i < symbolCount; i++) {
            long trades = scratch[i];
            if (trades < 1) {
                throw WireException.corrupt("a symbol without trades: " + symbols[i].symbol);
            }
            if (trades > WireLimits.MAX_EVENTS) {
                throw tooMany();
            }
            requireRoom(count, (int) trades);
            symbolTrades[i] = (int) trades;
            count += (int) trades;
            ends[i] = count;
        }
        if (count > attribute.length) {
            int length = Math.min(WireLimits.MAX_EVENTS, Math.max(count, attribute.length * 2));
            attribute = new int[length];
            tsEvent = new long[length];
            latency = new long[length];
            price = new long[length];
            size = new long[length];
            sequence = new long[length];
            id = new long[length];
        }
    }

    private void readAttributes(AvroInput in) throws WireException {
        // The column of ids is free until the ids are read.
        columns.read(in, "trade_attributes", ends, symbolCount, count, false, id);
        int known = attributes.count;
        for (int i = 0; i < count; i++) {
            long index = id[i];
            if (index < 0 || index >= known) {
                throw WireException.corrupt("no such attributes: " + index + " of " + known);
            }
            attribute[i] = (int) index;
        }
    }

    private void readTimes(AvroInput in) throws WireException {
        int length = in.readLength();
        if (length == 0) {
            columns.read(in, "ts_event", ends, symbolCount, count, true, tsEvent);
            columns.read(in, "ts_recv", ends, symbolCount, count, true, latency);
            return;
        }
        if (length != (count + 7) / 8) {
            throw WireException.corrupt("time_repeats has " + length + " bytes for " + count + " trades");
        }
        byte[] bytes = in.bytes();
        int repeats = in.position();
        in.skip(length);
        int times = 0;
        int at = 0;
        for (int s = 0; s < symbolCount; s++) {
            if ((bytes[repeats + (at >>> 3)] >>> (at & 7) & 1) != 0) {
                throw WireException.corrupt("a symbol's first trade repeats the times of another's");
            }
            for (; at < ends[s]; at++) {
                times += ~(bytes[repeats + (at >>> 3)] >>> (at & 7)) & 1;
            }
            timeEnds[s] = times;
        }
        columns.read(in, "ts_event", timeEnds, symbolCount, times, true, tsEvent);
        columns.read(in, "ts_recv", timeEnds, symbolCount, times, true, latency);
        // From the last to the first, so that nothing is overwritten before it has moved.
        for (int i = count - 1; times < i + 1; i--) {
            tsEvent[i] = tsEvent[times - 1];
            latency[i] = latency[times - 1];
            times -= ~(bytes[repeats + (i >>> 3)] >>> (i & 7)) & 1;
        }
    }

    private void readSequences(AvroInput in) throws WireException {
        int items = in.readItems("sequence", sequence, count);
        AvroInput.expand("sequence", sequence, items, count);
        if (items == 0) {
            return;
        }
        Arrays.fill(lastNumber, 0, attributes.venueCount, 0);
        for (int i = 0; i < count; i++) {
            int venue = attributes.venueOf[attribute[i]];
            lastNumber[venue] += sequence[i];
            sequence[i] = lastNumber[venue];
        }
    }

    private void readIds(AvroInput in) throws WireException {
        int numeric = 0;
        int texts = 0;
        if (attributes.allNumeric()) {
            numeric = count;
        } else {
            for (int i = 0; i < count; i++) {
                int kind = attributes.idKind(attribute[i]);
                numeric += kind == AttributeTable.NUMERIC_IDS ? 1 : 0;
                texts += kind == AttributeTable.TEXT_IDS ? 1 : 0;
            }
        }
        in.readCollapsed("trade_id", id, numeric);
        readTextIds(in, texts);
        if (numeric < count) {
            spreadIds(numeric, texts);
        }
        Arrays.fill(lastNumber, 0, attributes.venueCount, 0);
        Arrays.fill(lastTime, 0, attributes.venueCount, 0);
        for (int i = 0; i < count; i++) {
            int venue = attributes.venueOf[attribute[i]];
            if (attributes.idKinds[venue] == AttributeTable.NUMERIC_IDS) {
                long time = tsEvent[i];
                id[i] += IdWriter.predicted(lastNumber[venue], time - lastTime[venue], attributes.idRates[venue]);
                lastNumber[venue] = id[i];
                lastTime[venue] = time;
            }
        }
    }

    /** Moves each numeric id to its trade, from the last to the first, and gives each text id its index. */
    private void spreadIds(int numericIds, int texts) {
        int numeric = numericIds;
        int text = texts;
        for (int i = count - 1; i >= 0; i--) {
            id[i] = switch (attributes.idKind(attribute[i])) {
                case AttributeTable.NUMERIC_IDS -> id[--numeric];
                case AttributeTable.TEXT_IDS -> --text;
                default -> 0;
            };
        }
    }

    private void readTextIds(AvroInput in, int expected) throws WireException {
        int texts = 0;
        if (expected > textIds.length) {
            textIds = new String[expected];
        }
        for (int block = in.readBlock(); block > 0; block = in.readBlock()) {
            if (block > expected - texts) {
                throw WireException.corrupt("trade_id_text has more than " + expected + " items");
            }
            for (int i = 0; i < block; i++) {
                textIds[texts++] = in.readText();
            }
        }
        if (texts != expected) {
            throw WireException.corrupt("trade_id_text has " + texts + " items, not " + expected);
        }
    }

    /** What a trade may not be, found without a branch a trade. */
    private void checkValues() throws WireException {
        long negative = 0;
        long large = 0;
        for (int i = 0; i < count; i++) {
            negative |= price[i] | (price[i] - 1) | size[i] | sequence[i] | id[i];
            large = Math.max(large, id[i]);
        }
        if (negative < 0 || large > MAX_NUMERIC_ID) {
            throw WireException.corrupt("a price, size, sequence or trade id is out of its range");
        }
    }

    private static final long MAX_NUMERIC_ID = 999_999_999_999_999_999L;

    /** The seed of the keys of a symbol at a venue; as {@code TradeKey.seed}, of hashes already made. */
    long keySeed(int venue, Entry symbol) {
        return Hashing.combine(attributes.venueHashes[venue], symbol.hash);
    }

    private static void requireRoom(int count, int more) throws WireException {
        if (count + more > WireLimits.MAX_EVENTS) {
            throw tooMany();
        }
    }

    private static WireException tooMany() {
        return new WireException(Reason.TOO_LARGE, "more than " + WireLimits.MAX_EVENTS + " events");
    }
}
