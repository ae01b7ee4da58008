package io.tapeline.analytics.bars;

import io.tapeline.model.TradeRows;
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
     * Takes note of the numeric ids of rows that are not in the ring yet, and tells which of the rows no row of the ring or
     * before among them can be equal to.
     *
     * @param whether takes for each row {@link IdentityIndex#ENTER} if that is so, otherwise {@link IdentityIndex#LOOK_UP}
     * @return how many of the rows must be looked for
     */
    int note(TradeRows rows, TradeRing ring, int[] whether) {
        int count = rows.count();
        int lookUps = 0;
        for (int row = 0; row < count; row++) {
            boolean isNew = rows.hasNumericId(row) && isAbove(rows.keyHigh(row), rows.keyLow(row), ring.next() + count);
            whether[row] = isNew ? IdentityIndex.ENTER : IdentityIndex.LOOK_UP;
            lookUps += isNew ? 0 : 1;
        }
        if (ring.first() >= knownFrom) {
            return lookUps;
        }
        Arrays.fill(whether, 0, count, IdentityIndex.LOOK_UP);
        return count;
    }

    /** Takes note of an id and tells whether it is above all that are known of its pair. */
    private boolean isAbove(long keyHigh, long id, long next) {
        if (keyHigh == NONE) {
            return false;
        }
        int at = slot(keyHigh) * 2;
        if (slots[at] == NONE) {
            enter(keyHigh, id, next);
            return true;
        }
        long before = slots[at + 1];
        slots[at + 1] = Math.max(before, id);
        return id > before;
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
