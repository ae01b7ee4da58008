package io.tapeline.wire;

import io.tapeline.model.Buckets;
import io.tapeline.model.Hashing;
import java.util.Arrays;

/**
 * The symbols a decoder has met, found by their UTF-8, so that a symbol's text, bucket and hash are made once and not in
 * every batch. It forgets all when it holds {@value #MAX_SYMBOLS}.
 */
final class SymbolCache {
    private static final int MAX_SYMBOLS = 1 << 16;

    /** A symbol and what is known of it. */
    static final class Entry {
        final String symbol;
        final int bucket;
        final long hash;
        private final byte[] utf8;
        private final int slotHash;

        /** The last batch that had the symbol, so that a batch which names it twice is found out. */
        long batch = -1;

        Entry(byte[] utf8, int slotHash) throws WireException {
            this.symbol = AvroInput.text(utf8, 0, utf8.length);
            this.bucket = Buckets.of(symbol);
            this.hash = Hashing.hash64(symbol);
            this.utf8 = utf8;
            this.slotHash = slotHash;
        }
    }

    private Entry[] slots = new Entry[1024];
    private int size;

    /** The symbol whose UTF-8 stands there. */
    Entry get(byte[] bytes, int offset, int length) throws WireException {
        int hash = hash(bytes, offset, length);
        int mask = slots.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            Entry entry = slots[i];
            if (entry == null) {
                return insert(Arrays.copyOfRange(bytes, offset, offset + length), hash);
            }
            if (entry.slotHash == hash
                    && Arrays.equals(entry.utf8, 0, entry.utf8.length, bytes, offset, offset + length)) {
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

    private Entry insert(byte[] utf8, int hash) throws WireException {
        Entry entry = new Entry(utf8, hash);
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
        int i = entry.slotHash & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = entry;
    }

    private static int hash(byte[] bytes, int offset, int length) {
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}
