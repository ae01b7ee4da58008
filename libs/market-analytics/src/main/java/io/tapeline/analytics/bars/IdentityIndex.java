package io.tapeline.analytics.bars;

/**
 * Finds the row of a trade's identity in a {@link TradeRing}. Rows are entered when something is looked for, so as long
 * as nothing is, the index costs nothing. There are two generations of entries: a row is entered into the young one; when
 * all rows of the old one have left the ring, the young one takes its place. So nothing is ever deleted one by one, which
 * would cost more than all the rest.
 */
final class IdentityIndex {
    /** {@link #find} found nothing. */
    static final long NONE = -1;

    private IdentityTable young = new IdentityTable(0);
    /** Never written to, so copies share it. */
    private IdentityTable old = new IdentityTable(0);
    /** No row from this one on is in the old generation. */
    private long youngFrom;
    /** Rows before this one are entered, or have left the ring. */
    private long entered;

    /**
     * Reads what searches for the tags will begin with, so that these do not wait for memory one after the other.
     *
     * @return a value without meaning, by which the compiler cannot know that reading was all
     */
    long readAhead(int[] tags, int count) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits ^= young.peek(tags[i]) ^ old.peek(tags[i]);
        }
        return bits;
    }

    /** The number of the row that has the key, or {@link #NONE}. */
    long find(TradeRing ring, int tag, long keyHigh, long keyLow) {
        enterAll(ring);
        long number = young.find(ring, tag, keyHigh, keyLow);
        return number == NONE ? old.find(ring, tag, keyHigh, keyLow) : number;
    }

    /** Enters the rows that are not. */
    void enterAll(TradeRing ring) {
        for (long number = Math.max(entered, ring.first()); number < ring.next(); number++) {
            int tag = IdentityTable.tag(ring.get(number, TradeRing.KEY_HIGH), ring.get(number, TradeRing.KEY_LOW));
            young.add(tag, (int) number);
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
