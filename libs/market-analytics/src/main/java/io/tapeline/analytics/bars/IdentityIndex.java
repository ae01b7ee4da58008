package io.tapeline.analytics.bars;

import io.tapeline.model.Hashing;

/**
 * Finds the row of a trade's identity in a {@link TradeRing}: an open-addressed table, at most half full, of longs that
 * hold 31 bits of the key's hash above the lower 32 bits of the row's number. A key that is not there (nearly every one)
 * is usually recognised in the table alone, without a look at the rows.
 */
final class IdentityIndex {
    /** {@link #find} found nothing. */
    static final long NONE = -1;

    private static final int LEAST_SLOTS = 32;
    private static final long EMPTY = 0;
    /** Set in every entry, so that none looks empty. */
    private static final int PRESENT = 0x8000_0000;

    private long[] slots = new long[LEAST_SLOTS];
    private int size;

    /** The number of the row that has the key, or {@link #NONE}. */
    long find(TradeRing ring, long keyHigh, long keyLow) {
        int tag = tag(keyHigh, keyLow);
        int mask = slots.length - 1;
        for (int slot = tag & mask; ; slot = (slot + 1) & mask) {
            long entry = slots[slot];
            if (entry == EMPTY) {
                return NONE;
            }
            if ((int) (entry >>> 32) == tag) {
                long number = number(ring, entry);
                if (ring.hasKey(number, keyHigh, keyLow)) {
                    return number;
                }
            }
        }
    }

    /** Enters the key as that of the ring's next row, unless it has a row: then nothing changes, and false. */
    boolean enterNext(TradeRing ring, long keyHigh, long keyLow) {
        int tag = tag(keyHigh, keyLow);
        int mask = slots.length - 1;
        int slot = tag & mask;
        for (long entry = slots[slot]; entry != EMPTY; entry = slots[slot]) {
            if ((int) (entry >>> 32) == tag && ring.hasKey(number(ring, entry), keyHigh, keyLow)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry(tag, ring.next());
        if (++size * 2 > slots.length) {
            resize(slots.length * 2);
        }
        return true;
    }

    /** Forgets the key of the ring's first row. */
    void removeFirst(TradeRing ring) {
        long number = ring.first();
        int tag = tag(ring.get(number, TradeRing.KEY_HIGH), ring.get(number, TradeRing.KEY_LOW));
        long entry = entry(tag, number);
        int mask = slots.length - 1;
        int slot = tag & mask;
        while (slots[slot] != entry) {
            slot = (slot + 1) & mask;
        }
        closeGap(slot, mask);
        size--;
        if (size * 16 < slots.length && slots.length > LEAST_SLOTS) {
            resize(slots.length / 4);
        }
    }

    IdentityIndex copy() {
        IdentityIndex copy = new IdentityIndex();
        copy.slots = slots.clone();
        copy.size = size;
        return copy;
    }

    /** The index of all rows of a ring. */
    static IdentityIndex of(TradeRing ring) {
        IdentityIndex index = new IdentityIndex();
        int length = LEAST_SLOTS;
        while (length < ring.size() * 2L) {
            length *= 2;
        }
        index.slots = new long[length];
        for (long number = ring.first(); number < ring.next(); number++) {
            int tag = tag(ring.get(number, TradeRing.KEY_HIGH), ring.get(number, TradeRing.KEY_LOW));
            put(index.slots, entry(tag, number));
        }
        index.size = ring.size();
        return index;
    }

    /** Moves entries back over the gap, so that no search for them ends there. */
    private void closeGap(int removed, int mask) {
        int gap = removed;
        for (int slot = (gap + 1) & mask; slots[slot] != EMPTY; slot = (slot + 1) & mask) {
            int home = (int) (slots[slot] >>> 32) & mask;
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                slots[gap] = slots[slot];
                gap = slot;
            }
        }
        slots[gap] = EMPTY;
    }

    private void resize(int length) {
        long[] resized = new long[length];
        for (long entry : slots) {
            if (entry != EMPTY) {
                put(resized, entry);
            }
        }
        slots = resized;
    }

    private static void put(long[] slots, long entry) {
        int mask = slots.length - 1;
        int slot = (int) (entry >>> 32) & mask;
        while (slots[slot] != EMPTY) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
    }

    private static int tag(long keyHigh, long keyLow) {
        return (int) Hashing.mix64(keyHigh + keyLow) | PRESENT;
    }

    private static long entry(int tag, long number) {
        return (long) tag << 32 | (number & 0xFFFF_FFFFL);
    }

    private static long number(TradeRing ring, long entry) {
        return ring.first() + (((int) entry - (int) ring.first()) & 0xFFFF_FFFFL);
    }
}
