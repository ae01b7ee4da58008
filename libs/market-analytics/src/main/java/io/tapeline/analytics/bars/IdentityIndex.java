package io.tapeline.analytics.bars;

import io.tapeline.model.TradeRows;

/**
 * Finds the row of a trade's identity in a {@link TradeRing}. Rows are entered when something is looked for, so as long
 * as nothing is, the index costs nothing. There are two generations of entries: a row is entered into the young one; when
 * all rows of the old one have left the ring, the young one takes its place. So nothing is ever deleted one by one, which
 * would cost more than all the rest.
 */
final class IdentityIndex {
    /** {@link #find} found nothing. */
    static final long NONE = -1;
    /** {@link #enter} need not look for a row: it is known to be new. */
    static final int ENTER = 0;
    /** {@link #enter} is to look for a row. */
    static final int LOOK_UP = 1;

    /** How many rows to read ahead for. */
    private static final int BLOCK = 128;

    private IdentityTable young = new IdentityTable(0);
    /** Never written to, so copies share it. */
    private IdentityTable old = new IdentityTable(0);
    /** No row from this one on is in the old generation. */
    private long youngFrom;
    /** Rows before this one are entered, or have left the ring. */
    private long entered;
    /** Means nothing between calls. */
    private int[] tags = new int[BLOCK];
    /** Where a value is put so that what gave it is not optimised away; no one reads it. */
    long read;

    /**
     * Enters the rows that the ring is to take next, but those whose key a row of the ring has, or one before among them.
     *
     * @param whether for each row {@link #ENTER} or {@link #LOOK_UP}
     * @param kept takes the indices of the rows entered
     * @return how many these are
     */
    int enter(TradeRing ring, TradeRows rows, int[] whether, int[] kept) {
        enterAll(ring);
        int count = rows.count();
        tags = tags.length < count ? new int[count] : tags;
        long bits = 0;
        for (int row = 0; row < count; row++) {
            int tag = IdentityTable.tag(rows.keyHigh(row), rows.keyLow(row));
            tags[row] = tag;
            // So that the searches do not wait for memory one after the other.
            bits ^= peek(tag);
        }
        read ^= bits;
        int keptCount = 0;
        for (int row = 0; row < count; row++) {
            if (whether[row] == ENTER || isNew(ring, rows, row, kept, keptCount)) {
                young.add(tags[row], (int) entered++);
                kept[keptCount++] = row;
            }
        }
        return keptCount;
    }

    private boolean isNew(TradeRing ring, TradeRows rows, int row, int[] kept, int keptCount) {
        long keyHigh = rows.keyHigh(row);
        long keyLow = rows.keyLow(row);
        return old.find(ring, tags[row], keyHigh, keyLow) == NONE
                && young.find(ring, tags[row], keyHigh, keyLow) == NONE
                && !young.hasPending(tags[row], rows, row, ring.next(), kept, keptCount);
    }

    /** The number of the row that has the key, or {@link #NONE}. */
    long find(TradeRing ring, int tag, long keyHigh, long keyLow) {
        enterAll(ring);
        long number = young.find(ring, tag, keyHigh, keyLow);
        return number == NONE ? old.find(ring, tag, keyHigh, keyLow) : number;
    }

    /** Some bits of the slots that a search for the tag begins at. */
    long peek(int tag) {
        return young.peek(tag) ^ old.peek(tag);
    }

    /** Enters the rows that are not. */
    void enterAll(TradeRing ring) {
        long number = Math.max(entered, ring.first());
        while (number < ring.next()) {
            int count = (int) Math.min(BLOCK, ring.next() - number);
            long bits = 0;
            for (int i = 0; i < count; i++) {
                tags[i] = IdentityTable.tag(
                        ring.get(number + i, TradeRing.KEY_HIGH), ring.get(number + i, TradeRing.KEY_LOW));
                bits ^= young.peek(tags[i]);
            }
            read ^= bits;
            for (int i = 0; i < count; i++) {
                young.add(tags[i], (int) number++);
            }
        }
        entered = ring.next();
    }

    /** Takes note that rows have left the ring. */
    void evicted(TradeRing ring) {
        if (ring.first() >= youngFrom) {
            if (young.size() + old.size() > 0) {
                old = young;
                young = new IdentityTable(old.size());
            }
            youngFrom = Math.max(entered, ring.first());
        }
    }

    IdentityIndex copy() {
        IdentityIndex copy = new IdentityIndex();
        copy.young = young.copy();
        copy.old = old;
        copy.youngFrom = youngFrom;
        copy.entered = entered;
        return copy;
    }
}
