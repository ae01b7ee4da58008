package io.tapeline.analytics.bars;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A queue of trades as rows of longs, addressed by a running number. Rows live in chunks; a copy shares the chunks, and
 * whichever side next writes into a shared one takes its own copy of it first.
 */
final class TradeRing {
    static final int KEY_HIGH = 0;
    static final int KEY_LOW = 1;
    static final int TS_EVENT = 2;
    static final int PRICE = 3;
    static final int SIZE = 4;
    static final int SEQUENCE = 5;
    /** The symbol's number in the upper, the status in the lower half. */
    static final int SYMBOL_AND_STATUS = 6;

    private static final int FIELDS = 7;
    private static final int CHUNK_BITS = 8;
    private static final int CHUNK = 1 << CHUNK_BITS;

    /** Circular by chunk number; its length is a power of two. */
    private long[][] chunks = new long[2][];

    private boolean[] owned = new boolean[2];
    /** The chunk that rows are appended to, if this ring may write to it. */
    private long @Nullable [] tail;
    /** A chunk that was emptied, for the next one needed, so that a steady flow allocates nothing. */
    private long @Nullable [] spare;
    /** The number of the oldest row. */
    private long first;
    /** The number of the next row. */
    private long next;

    long first() {
        return first;
    }

    long next() {
        return next;
    }

    int size() {
        return (int) (next - first);
    }

    /** The number of a row, from its lower half; -1 if the row has left the ring. */
    long number(int lower) {
        long age = (lower - (int) first) & 0xFFFF_FFFFL;
        return age < next - first ? first + age : -1;
    }

    long get(long number, int field) {
        return chunks[slot(number)][offset(number) + field];
    }

    boolean hasKey(long number, long keyHigh, long keyLow) {
        long[] rows = chunks[slot(number)];
        int at = offset(number);
        return rows[at + KEY_LOW] == keyLow && rows[at + KEY_HIGH] == keyHigh;
    }

    void append(long keyHigh, long keyLow, long tsEvent, long price, long size, long sequence, long symbolAndStatus) {
        int at = offset(next);
        long[] rows = tail;
        if (at == 0 || rows == null) {
            rows = writableTail(at);
        }
        rows[at + KEY_HIGH] = keyHigh;
        rows[at + KEY_LOW] = keyLow;
        rows[at + TS_EVENT] = tsEvent;
        rows[at + PRICE] = price;
        rows[at + SIZE] = size;
        rows[at + SEQUENCE] = sequence;
        rows[at + SYMBOL_AND_STATUS] = symbolAndStatus;
        next++;
    }

    /** Changes what a row says of its trade; the key stays. */
    void set(long number, long tsEvent, long price, long size, long sequence, long symbolAndStatus) {
        long[] rows = writable(slot(number));
        int at = offset(number);
        rows[at + TS_EVENT] = tsEvent;
        rows[at + PRICE] = price;
        rows[at + SIZE] = size;
        rows[at + SEQUENCE] = sequence;
        rows[at + SYMBOL_AND_STATUS] = symbolAndStatus;
    }

    void removeFirst() {
        int slot = slot(first);
        first++;
        if (offset(first) == 0) {
            if (owned[slot]) {
                spare = chunks[slot];
            }
            chunks[slot] = null;
        }
    }

    TradeRing copy() {
        TradeRing copy = new TradeRing();
        copy.chunks = chunks.clone();
        copy.owned = new boolean[owned.length];
        copy.first = first;
        copy.next = next;
        // From here on neither side may write to what both have.
        owned = new boolean[owned.length];
        tail = null;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size());
        byte[] bytes = new byte[CHUNK * FIELDS * Long.BYTES];
        for (long number = first; number < next; ) {
            int from = offset(number);
            int rows = (int) Math.min(CHUNK - from / FIELDS, next - number);
            ByteBuffer.wrap(bytes).asLongBuffer().put(chunks[slot(number)], from, rows * FIELDS);
            out.write(bytes, 0, rows * FIELDS * Long.BYTES);
            number += rows;
        }
    }

    static TradeRing read(DataInput in) throws IOException {
        TradeRing ring = new TradeRing();
        long size = in.readInt();
        byte[] bytes = new byte[CHUNK * FIELDS * Long.BYTES];
        while (ring.next < size) {
            int rows = (int) Math.min(CHUNK, size - ring.next);
            in.readFully(bytes, 0, rows * FIELDS * Long.BYTES);
            ByteBuffer.wrap(bytes).asLongBuffer().get(ring.writableTail(0), 0, rows * FIELDS);
            ring.next += rows;
        }
        return ring;
    }

    private long[] writableTail(int at) {
        if (at > 0) {
            tail = writable(slot(next));
            return tail;
        }
        if (next - first > (long) (chunks.length - 1) * CHUNK) {
            grow();
        }
        long[] rows = spare == null ? new long[CHUNK * FIELDS] : spare;
        spare = null;
        chunks[slot(next)] = rows;
        owned[slot(next)] = true;
        tail = rows;
        return rows;
    }

    private long[] writable(int slot) {
        if (!owned[slot]) {
            chunks[slot] = chunks[slot].clone();
            owned[slot] = true;
        }
        return chunks[slot];
    }

    private void grow() {
        long[][] moreChunks = new long[chunks.length * 2][];
        boolean[] moreOwned = new boolean[chunks.length * 2];
        for (long chunk = first >>> CHUNK_BITS; chunk <= (next - 1) >>> CHUNK_BITS; chunk++) {
            int from = (int) chunk & (chunks.length - 1);
            int to = (int) chunk & (moreChunks.length - 1);
            moreChunks[to] = chunks[from];
            moreOwned[to] = owned[from];
        }
        chunks = moreChunks;
        owned = moreOwned;
    }

    private int slot(long number) {
        return (int) (number >>> CHUNK_BITS) & (chunks.length - 1);
    }

    private static int offset(long number) {
        return ((int) number & (CHUNK - 1)) * FIELDS;
    }
}
