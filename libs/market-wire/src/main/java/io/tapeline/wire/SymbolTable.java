package io.tapeline.wire;

import io.tapeline.model.Buckets;

/**
 * The symbols an encoder has seen, with what does not change about them. It outlives a batch, so that a symbol's bucket
 * and UTF-8 are computed once; it forgets all when it holds {@value #MAX_SYMBOLS}.
 */
final class SymbolTable {
    private static final int MAX_SYMBOLS = 1 << 16;

    /** A symbol, and what the open batch knows of it. */
    static final class Entry {
        final String symbol;
        final byte[] utf8;
        final int bucket;
        private final int hash;

        /** The batch that the fields below speak of. */
        long batch = -1;

        int index;
        int trades;
        int priceExponent;
        int sizeExponent;

        Entry(String symbol, int hash) {
            this.symbol = symbol;
            this.utf8 = Texts.utf8("symbol", symbol);
            this.bucket = Buckets.of(symbol);
            this.hash = hash;
        }
    }

    private Entry[] slots = new Entry[1024];
    private int size;

    /**
     * The entry of a symbol.
     *
     * @throws IllegalArgumentException if the wire cannot carry the symbol
     */
    Entry get(String symbol) {
        int hash = symbol.hashCode();
        int mask = slots.length - 1;
        for (int i = spread(hash) & mask; ; i = (i + 1) & mask) {
            Entry entry = slots[i];
            if (entry == null) {
                return insert(symbol, hash);
            }
            if (entry.hash == hash && entry.symbol.equals(symbol)) {
                return entry;
            }
        }
    }

    /** Between batches: forget, if there is too much to remember. */
    void trim() {
        if (size >= MAX_SYMBOLS) {
            slots = new Entry[1024];
            size = 0;
        }
    }

    private Entry insert(String symbol, int hash) {
        Entry entry = new Entry(symbol, hash);
        if (2 * (size + 1) > slots.length) {
            Entry[] old = slots;
            slots = new Entry[old.length * 2];
            for (Entry moved : old) {
                if (moved != null) {
                    place(moved);
                }
            }
        }
        place(entry);
        size++;
        return entry;
    }

    private void place(Entry entry) {
        int mask = slots.length - 1;
        int i = spread(entry.hash) & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = entry;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
