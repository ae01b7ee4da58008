package io.tapeline.analytics.bars;

import io.tapeline.model.TradeRows;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A queue of trades, addressed by a running number. A row is one of {@link TradeRows}, where a label of the ring's user takes the
 * place of what refers to the dictionary: so rows come in by the run, not field by field. Rows live in chunks; a copy
 * shares the chunks, and whichever side next writes into a shared one takes its own copy of it first.
 */
final class TradeRing {
    static final int TS_EVENT = TradeRows.TS_EVENT;
    static final int PRICE = TradeRows.PRICE;
    static final int SIZE = TradeRows.SIZE;
    static final int SEQUENCE = TradeRows.SEQUENCE;
    static final int KEY_HIGH = TradeRows.KEY_HIGH;
    static final int KEY_LOW = TradeRows.KEY_LOW;
    static final int LABEL = TradeRows.REFERENCES;

    private static final int WIDTH = TradeRows.WIDTH;
    private static final int CHUNK_BITS = 8;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final byte[] NO_ROWS = {};

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Circular by chunk number; its length is a power of two. */
    private byte[][] chunks = {NO_ROWS, NO_ROWS};
    /** For each chunk: none of its rows is of a later event. */
    private long[] latest = new long[2];

    private boolean[] owned = new boolean[2];
    /**
     * Chunks that were emptied, for the next ones needed: at most as many as there are in use. Event time goes by leaps and
     * so do removals; without these, memory that has grown old would be left to the garbage collector at each.
     */
    private byte[][] spares = {};

    private int spareCount;
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

    /** How many rows fit the memory that is held: in use, and kept for later. */
    int capacity() {
        int held = spareCount;
        for (byte[] chunk : chunks) {
            held += chunk.length > 0 ? 1 : 0;
        }
        return held * CHUNK;
    }

    /** The number of a row, from its lower half; -1 if the row has left the ring. */
    long number(int lower) {
        long age = (lower - (int) first) & 0xFFFF_FFFFL;
        return age < next - first ? first + age : -1;
    }

    long get(long number, int field) {
        return (long) LONG.get(chunks[slot(number)], offset(number) + field);
    }

    boolean hasKey(long number, long keyHigh, long keyLow) {
        byte[] rows = chunks[slot(number)];
        int at = offset(number);
        return (long) LONG.get(rows, at + KEY_LOW) == keyLow && (long) LONG.get(rows, at + KEY_HIGH) == keyHigh;
    }

    /** Appends rows, each with the label that stands at its symbol's index. */
    void append(TradeRows rows, long[] labels) {
        byte[] source = rows.bytes();
        int end = rows.count();
        int row = 0;
        while (row < end) {
            byte[] chunk = writableTail();
            int slot = slot(next);
            int at = offset(next);
            int run = Math.min(end - row, CHUNK - at / WIDTH);
            System.arraycopy(source, row * WIDTH, chunk, at, run * WIDTH);
            long latestOfRun = latest[slot];
            for (int i = row; i < row + run; i++, at += WIDTH) {
                LONG.set(chunk, at + LABEL, labels[rows.symbolIndex(i)]);
                latestOfRun = Math.max(latestOfRun, (long) LONG.get(chunk, at + TS_EVENT));
            }
            latest[slot] = latestOfRun;
            row += run;
            next += run;
        }
    }

    /** Puts another label on a row. */
    void label(long number, long label) {
        LONG.set(writable(slot(number)), offset(number) + LABEL, label);
    }

    /** Changes what a row says of its trade; the key stays. */
    void set(long number, long tsEvent, long price, long size, long sequence, long label) {
        int slot = slot(number);
        byte[] rows = writable(slot);
        int at = offset(number);
        LONG.set(rows, at + TS_EVENT, tsEvent);
        LONG.set(rows, at + PRICE, price);
        LONG.set(rows, at + SIZE, size);
        LONG.set(rows, at + SEQUENCE, sequence);
        LONG.set(rows, at + LABEL, label);
        latest[slot] = Math.max(latest[slot], tsEvent);
    }

    /**
     * Removes rows from the first one on, as long as they are of events before {@code ts} and more than so many are left. It
     * reads the rows of the last chunk it comes to only.
     */
    void removeBefore(long ts, int minimum) {
        while (size() > minimum) {
            int inChunk = Math.min(size(), CHUNK - offset(first) / WIDTH);
            if (latest[slot(first)] < ts && size() - inChunk >= minimum) {
                removeFirst(inChunk);
            } else if (get(first, TS_EVENT) < ts) {
                removeFirst(1);
            } else {
                return;
            }
        }
    }

    /** Removes rows of one chunk. */
    private void removeFirst(int count) {
        int slot = slot(first);
        first += count;
        if (offset(first) == 0) {
            spare(slot);
            chunks[slot] = NO_ROWS;
        }
    }

    /** Keeps a chunk for later, if it is this side's own and there are not too many. */
    private void spare(int slot) {
        int most = (size() >>> CHUNK_BITS) + 1;
        if (owned[slot] && spareCount < most) {
            if (spareCount == spares.length) {
                spares = Arrays.copyOf(spares, Math.max(4, spareCount * 2));
            }
            spares[spareCount++] = chunks[slot];
        }
        while (spareCount > most) {
            spares[--spareCount] = NO_ROWS;
        }
    }

    private byte[] emptyChunk() {
        if (spareCount == 0) {
            return new byte[CHUNK * WIDTH];
        }
        byte[] chunk = spares[--spareCount];
        spares[spareCount] = NO_ROWS;
        return chunk;
    }

    TradeRing copy() {
        TradeRing copy = new TradeRing();
        copy.chunks = chunks.clone();
        copy.latest = latest.clone();
        copy.owned = new boolean[owned.length];
        copy.first = first;
        copy.next = next;
        // From here on neither side may write to what both have.
        owned = new boolean[owned.length];
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(size());
        for (long number = first; number < next; ) {
            int from = offset(number);
            int rows = (int) Math.min(CHUNK - from / WIDTH, next - number);
            out.write(chunks[slot(number)], from, rows * WIDTH);
            number += rows;
        }
    }

    static TradeRing read(DataInput in) throws IOException {
        TradeRing ring = new TradeRing();
        long size = in.readInt();
        while (ring.next < size) {
            int rows = (int) Math.min(CHUNK, size - ring.next);
            byte[] chunk = ring.writableTail();
            in.readFully(chunk, 0, rows * WIDTH);
            int slot = ring.slot(ring.next);
            for (int at = 0; at < rows * WIDTH; at += WIDTH) {
                ring.latest[slot] = Math.max(ring.latest[slot], (long) LONG.get(chunk, at + TS_EVENT));
            }
            ring.next += rows;
        }
        return ring;
    }

    /** The chunk of the next row. */
    private byte[] writableTail() {
        if (offset(next) > 0) {
            return writable(slot(next));
        }
        if (next - first > (long) (chunks.length - 1) * CHUNK) {
            grow();
        }
        byte[] rows = emptyChunk();
        int slot = slot(next);
        chunks[slot] = rows;
        owned[slot] = true;
        latest[slot] = Long.MIN_VALUE;
        return rows;
    }

    private byte[] writable(int slot) {
        if (!owned[slot]) {
            chunks[slot] = chunks[slot].clone();
            owned[slot] = true;
        }
        return chunks[slot];
    }

    private void grow() {
        byte[][] moreChunks = new byte[chunks.length * 2][];
        Arrays.fill(moreChunks, NO_ROWS);
        long[] moreLatest = new long[chunks.length * 2];
        boolean[] moreOwned = new boolean[chunks.length * 2];
        for (long chunk = first >>> CHUNK_BITS; chunk <= (next - 1) >>> CHUNK_BITS; chunk++) {
            int from = (int) chunk & (chunks.length - 1);
            int to = (int) chunk & (moreChunks.length - 1);
            moreChunks[to] = chunks[from];
            moreLatest[to] = latest[from];
            moreOwned[to] = owned[from];
        }
        chunks = moreChunks;
        latest = moreLatest;
        owned = moreOwned;
    }

    private int slot(long number) {
        return (int) (number >>> CHUNK_BITS) & (chunks.length - 1);
    }

    private static int offset(long number) {
        return ((int) number & (CHUNK - 1)) * WIDTH;
    }
}
