package io.tapeline.ingest.parse;

import io.tapeline.model.Buckets;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Short ASCII texts by their bytes, so that a symbol that is seen again costs a look-up and no allocation. State bound:
 * {@value #MAX_ENTRIES} texts, after which it starts afresh. Not thread safe.
 */
final class TextCache {
    static final int MAX_ENTRIES = 16 * 1024;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private @Nullable Entry[] table = new Entry[512];
    private int size;

    /** One text. */
    static final class Entry {
        final String text;
        /** The text's bucket, for those texts that are symbols. */
        final int bucket;

        private final byte[] bytes;
        private final int hash;

        Entry(byte[] bytes, int hash) {
            this.bytes = bytes;
            this.hash = hash;
            this.text = new String(bytes, StandardCharsets.US_ASCII);
            this.bucket = Buckets.of(text);
        }
    }

    /** The text of these bytes, which are ASCII. The array has at least eight bytes more after {@code to}. */
    Entry get(byte[] from, int start, int end) {
        int hash = hash(from, start, end);
        int mask = table.length - 1;
        int slot = hash & mask;
        for (Entry entry = table[slot]; entry != null; entry = table[slot]) {
            if (entry.hash == hash && Arrays.equals(entry.bytes, 0, entry.bytes.length, from, start, end)) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
        Entry added = new Entry(Arrays.copyOfRange(from, start, end), hash);
        add(added);
        return added;
    }

    private void add(Entry entry) {
        if (size >= MAX_ENTRIES) {
            table = new Entry[512];
            size = 0;
        } else if (size * 2 >= table.length) {
            @Nullable Entry[] old = table;
            table = new Entry[old.length * 2];
            for (Entry moved : old) {
                if (moved != null) {
                    insert(moved);
                }
            }
        }
        insert(entry);
        size++;
    }

    private void insert(Entry entry) {
        int mask = table.length - 1;
        int slot = entry.hash & mask;
        while (table[slot] != null) {
            slot = (slot + 1) & mask;
        }
        table[slot] = entry;
    }

    private static int hash(byte[] bytes, int start, int end) {
        long hash = (long) end - start;
        int i = start;
        for (; i + 8 <= end; i += 8) {
            hash = (hash ^ (long) LONG.get(bytes, i)) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        if (i < end) {
            long rest = (long) LONG.get(bytes, i) & (-1L >>> (64 - 8 * (end - i)));
            hash = (hash ^ rest) * MULTIPLIER;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ (hash >>> 17));
    }
}
