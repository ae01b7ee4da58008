package io.tapeline.analytics.bars;

import java.util.Arrays;

/**
 * The highest numeric trade id of each symbol and venue, by the upper word of its trades' keys. Venues number trades
 * upwards, so nearly every trade is above all before it, and then it cannot be a duplicate: it need not be looked for.
 * Whatever is not above is only said to be unknown, never to be a duplicate.
 *
 * <p>Bound: {@value #MOST} pairs of symbol and venue, 32 bytes each; beyond that all is forgotten, and nothing is said to
 * be new until the rows from before have left the ring.
 */
final class HighestIds {
    private static final int MOST = 8_192;
    private static final int LEAST_SLOTS = 16;
    /** No pair: the hash that a key's upper word is has this value once in 2^64. */
    private static final long NONE = 0;

    /** Open addressing, at most half full: the upper word, then the id. */
    private long[] slots = new long[LEAST_SLOTS * 2];

    private int size;
    /** What is known covers the rows from this one on. */
    private long knownFrom;

    HighestIds(long knownFrom) {
        this.knownFrom = knownFrom;
    }

    /**
     * Takes note of an id and tells whether no row of the ring can have it.
     *
     * @param pending rows that are noted and not yet in the ring, at most
     */
    boolean isNew(long keyHigh, long id, TradeRing ring, int pending) {
        if (keyHigh == NONE) {
            return false;
        }
        int slot = slot(keyHigh);
        boolean above = true;
        if (slots[slot * 2] == NONE) {
            enter(keyHigh, id, ring.next() + pending);
        } else if (id > slots[slot * 2 + 1]) {
            slots[slot * 2 + 1] = id;
        } else {
            above = false;
        }
        return above && ring.first() >= knownFrom;
    }

    /** Where the pair is, or would be. */
    private int slot(long keyHigh) {
        int mask = slots.length / 2 - 1;
        int slot = (int) keyHigh & mask;
        while (slots[slot * 2] != keyHigh && slots[slot * 2] != NONE) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void enter(long keyHigh, long id, long next) {
        if (size == MOST) {
            Arrays.fill(slots, NONE);
            size = 0;
            knownFrom = next;
        }
        if (++size * 4 > slots.length) {
            grow();
        }
        put(keyHigh, id);
    }

    private void grow() {
        long[] fewer = slots;
        slots = new long[fewer.length * 2];
        for (int from = 0; from < fewer.length; from += 2) {
            if (fewer[from] != NONE) {
                put(fewer[from], fewer[from + 1]);
            }
        }
    }

    private void put(long keyHigh, long id) {
        int slot = slot(keyHigh);
        slots[slot * 2] = keyHigh;
        slots[slot * 2 + 1] = id;
    }

    HighestIds copy() {
        HighestIds copy = new HighestIds(knownFrom);
        copy.slots = slots.clone();
        copy.size = size;
        return copy;
    }
}
