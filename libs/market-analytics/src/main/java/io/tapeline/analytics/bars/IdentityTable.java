package io.tapeline.analytics.bars;

import io.tapeline.model.Hashing;
import io.tapeline.model.TradeRows;

/**
 * A set of rows by the identities of their trades: open addressing over longs, at most half full, each with 31 bits of
 * the key's hash above the lower 32 bits of the row's number. A key that is not there is nearly always recognised in the
 * table alone, without a look at the rows.
 */
final class IdentityTable {
    private static final int LEAST_SLOTS = 32;
    private static final long EMPTY = 0;
    /** Set in every tag, so that no entry looks empty. */
    private static final int PRESENT = 0x8000_0000;
    /** Eight entries are a line of memory. */
    private static final int LINE_BITS = 3;

    private static final int IN_LINE = (1 << LINE_BITS) - 1;

    private long[] slots;
    private int size;

    /** A table that takes so many rows without growing. */
    IdentityTable(int expected) {
        int length = LEAST_SLOTS;
        while (length < expected * 2L) {
            length *= 2;
        }
        this.slots = new long[length];
    }

    private IdentityTable(long[] slots, int size) {
        this.slots = slots;
        this.size = size;
    }

    /**
     * The hash of a key; its lower bits are the slot to begin at. Numeric ids mostly come one after the other, and those
     * keep together: eight share a line of memory, so that looking up a run of them waits for memory an eighth as often.
     */
    static int tag(long keyHigh, long keyLow) {
        int line = (int) Hashing.mix64(keyHigh + (keyLow >>> LINE_BITS));
        return (line & ~IN_LINE) | ((int) keyLow & IN_LINE) | PRESENT;
    }

    int size() {
        return size;
    }

    /** Some bits of the slot that a search for the tag begins at, for reading ahead. */
    long peek(int tag) {
        return slots[tag & (slots.length - 1)];
    }

    /** The number of the row in the ring that has the key, or -1. Rows that have left the ring are not found. */
    long find(TradeRing ring, int tag, long keyHigh, long keyLow) {
        int mask = slots.length - 1;
        for (int slot = tag & mask; ; slot = (slot + 1) & mask) {
            long entry = slots[slot];
            if (entry == EMPTY) {
                return -1;
            }
            if ((int) (entry >>> 32) == tag) {
                long number = ring.number((int) entry);
                if (number >= 0 && ring.hasKey(number, keyHigh, keyLow)) {
                    return number;
                }
            }
        }
    }

    /**
     * Whether a row that the ring is yet to take has the key of the given one.
     *
     * @param first the number that the first row kept will have
     */
    boolean hasPending(int tag, TradeRows rows, int row, long first, int[] kept, int keptCount) {
        int mask = slots.length - 1;
        for (int slot = tag & mask; slots[slot] != EMPTY; slot = (slot + 1) & mask) {
            long entry = slots[slot];
            int pending = (int) entry - (int) first;
            if ((int) (entry >>> 32) == tag
                    && pending >= 0
                    && pending < keptCount
                    && rows.keyLow(kept[pending]) == rows.keyLow(row)
                    && rows.keyHigh(kept[pending]) == rows.keyHigh(row)) {
                return true;
            }
        }
        return false;
    }

    /** Adds a row, by the lower half of its number. */
    void add(int tag, int number) {
        if (++size * 2L > slots.length) {
            grow();
        }
        put(slots, ((long) tag << 32) | (number & 0xFFFF_FFFFL));
    }

    IdentityTable copy() {
        return new IdentityTable(slots.clone(), size);
    }

    private void grow() {
        long[] more = new long[slots.length * 2];
        for (long entry : slots) {
            if (entry != EMPTY) {
                put(more, entry);
            }
        }
        slots = more;
    }

    private static void put(long[] slots, long entry) {
        int mask = slots.length - 1;
        int slot = (int) (entry >>> 32) & mask;
        while (slots[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
    }
}
