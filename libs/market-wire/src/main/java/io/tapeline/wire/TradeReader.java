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

    private long[] scratch = new long[256];
    private int[] exponents = new int[256];
    private long[] lastOfVenue = new long[16];
    private long batch;

    /** Reads the fields symbols to trade_id_text. */
    void read(AvroInput in, BatchHeader header) throws WireException {
        batch++;
        cache.trim();
        readSymbols(in, header);
        readSymbolTrades(in);
        attributes.read(in);
        if (attributes.venueCount > lastOfVenue.length) {
            lastOfVenue = new long[attributes.venueCount * 2];
        }
        readAttributes(in);
        readColumn(in, "ts_event", tsEvent, true);
        readColumn(in, "ts_recv", latency, true);
        readColumn(in, "price", price, true);
        readColumn(in, "size", size, false);
        in.readCollapsed("sequence", sequence, count);
        for (int i = 0; i < attributes.venueCount; i++) {
            lastOfVenue[i] = 0;
        }
        for (int i = 0; i < count; i++) {
            int venue = attributes.venueOf[attribute[i]];
            lastOfVenue[venue] += sequence[i];
            sequence[i] = lastOfVenue[venue];
        }
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
                exponents = new int[length];
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
        in.readCollapsed("trade_attributes", id, count);
        int known = attributes.count;
        for (int i = 0; i < count; i++) {
            long index = id[i];
            if (index < 0 || index >= known) {
                throw WireException.corrupt("no such attributes: " + index + " of " + known);
            }
            attribute[i] = (int) index;
        }
    }

    private void readColumn(AvroInput in, String what, long[] column, boolean chained) throws WireException {
        int exponent = in.readIndex("exponent", Decimals.MAX_EXPONENT + 1);
        boolean exceptions = readExceptions(in, exponent);
        long base = in.readLong();
        in.readCollapsed(what, column, count);
        long unit = Decimals.power(exponent);
        int at = 0;
        for (int s = 0; s < symbolCount; s++) {
            if (exceptions) {
                unit = Decimals.power(exponents[s]);
            }
            long reference = base;
            int end = at + symbolTrades[s];
            for (; at < end; at++) {
                long value = reference + column[at];
                if (chained) {
                    reference = value;
                }
                column[at] = value * unit;
            }
        }
    }

    private boolean readExceptions(AvroInput in, int exponent) throws WireException {
        int next = 0;
        for (int block = in.readBlock(); block > 0; block = in.readBlock()) {
            for (int i = 0; i < block; i++) {
                int symbol = in.readIndex("symbol", symbolCount);
                if (symbol < next) {
                    throw WireException.corrupt("exceptions are not in ascending order of symbol");
                }
                Arrays.fill(exponents, next, symbol, exponent);
                exponents[symbol] = in.readIndex("exponent", Decimals.MAX_EXPONENT + 1);
                next = symbol + 1;
            }
        }
        if (next == 0) {
            return false;
        }
        Arrays.fill(exponents, next, symbolCount, exponent);
        return true;
    }

    private void readIds(AvroInput in) throws WireException {
        int numeric = 0;
        int texts = 0;
        for (int i = 0; i < count; i++) {
            int kind = attributes.idKind(attribute[i]);
            numeric += kind == AttributeTable.NUMERIC_IDS ? 1 : 0;
            texts += kind == AttributeTable.TEXT_IDS ? 1 : 0;
        }
        in.readCollapsed("trade_id", id, numeric);
        readTextIds(in, texts);
        Arrays.fill(lastOfVenue, 0, attributes.venueCount, 0);
        if (numeric == count) {
            for (int i = 0; i < count; i++) {
                int venue = attributes.venueOf[attribute[i]];
                lastOfVenue[venue] += id[i];
                id[i] = lastOfVenue[venue];
            }
            return;
        }
        // From the last row to the first, each id moves to its row; then the sums run forward.
        for (int i = count - 1; i >= 0; i--) {
            int kind = attributes.idKind(attribute[i]);
            id[i] = switch (kind) {
                case AttributeTable.NUMERIC_IDS -> id[--numeric];
                case AttributeTable.TEXT_IDS -> --texts;
                default -> 0;
            };
        }
        for (int i = 0; i < count; i++) {
            int venue = attributes.venueOf[attribute[i]];
            if (attributes.idKinds[venue] == AttributeTable.NUMERIC_IDS) {
                lastOfVenue[venue] += id[i];
                id[i] = lastOfVenue[venue];
            }
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
