package io.tapeline.wire;

import io.tapeline.model.Buckets;
import io.tapeline.model.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The symbols a decoder has met, found by their UTF-8, so that a symbol's text, bucket and hash are made once and not in
 * every batch. It forgets all when it holds {@value #MAX_SYMBOLS}.
 */
final class SymbolCache {
    private static final int MAX_SYMBOLS = 1 << 16;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** A symbol and what is known of it. */
    static final class Entry {
        final String symbol;
        final int bucket;
        final long hash;
        final byte[] utf8;
        private final long word;

        /** The last batch that had the symbol, so that a batch which names it twice is found out. */
        long batch = -1;

        Entry(byte[] utf8, long word) throws WireException {
            this.symbol = AvroInput.text(utf8, 0, utf8.length);
            this.bucket = Buckets.of(symbol);
            this.hash = Hashing.hash64(symbol);
            this.utf8 = utf8;
            this.word = word;
        }
    }

    private Entry[] slots = new Entry[1024];
    private int size;

    /** The symbol whose UTF-8 stands there. */
    Entry get(byte[] bytes, int offset, int length) throws WireException {
        long word = word(bytes, offset, length);
        int mask = slots.length - 1;
        for (int i = slot(word, length) & mask; ; i = (i + 1) & mask) {
            Entry entry = slots[i];
            if (entry == null) {
                return insert(Arrays.copyOfRange(bytes, offset, offset + length), word);
            }
            if (entry.word == word
                    && entry.utf8.length == length
                    && (length <= Long.BYTES || Arrays.equals(entry.utf8, 0, length, bytes, offset, offset + length))) {
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

    private Entry insert(byte[] utf8, long word) throws WireException {
        Entry entry = new Entry(utf8, word);
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
        int i = slot(entry.word, entry.utf8.length) & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = entry;
    }

    /** The bytes themselves where they fit a long, as most symbols do; else a hash of them. */
    private static long word(byte[] bytes, int offset, int length) {
        if (length <= Long.BYTES && offset + Long.BYTES <= bytes.length) {
            long all = (long) LONG.get(bytes, offset);
            return length == Long.BYTES ? all : all & ((1L << (length << 3)) - 1);
        }
        long word = 0;
        if (length <= Long.BYTES) {
            for (int i = offset + length - 1; i >= offset; i--) {
                word = word << Byte.SIZE | (bytes[i] & 0xFF);
            }
        } else {
            for (int i = offset; i < offset + length; i++) {
                word = word * 31 + bytes[i];
            }
        }
        return word;
    }

    private static int slot(long word, int length) {
        return (int) (((word + length) * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
