package io.tapeline.analytics.bars;

/**
 * Finds the row of a trade's identity in a {@link TradeRing}. There are two generations of entries: a new row goes to
 * the young one; when all rows of the old one have left the ring, the young one takes its place. So nothing is ever
 * deleted one by one, which would cost more than all the rest.
 */
final class IdentityIndex {
    /** {@link #find} found nothing. */
    static final long NONE = -1;

    private IdentityTable young = new IdentityTable(0);
    /** Never written to, so copies share it. */
    private IdentityTable old = new IdentityTable(0);
    /** The rows from this one on are in the young generation. */
    private long youngFrom;

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
        long number = young.find(ring, tag, keyHigh, keyLow);
        return number == NONE ? old.find(ring, tag, keyHigh, keyLow) : number;
    }

    /** Enters the ring's next row. */
    void addNext(TradeRing ring, int tag) {
        young.add(tag, (int) ring.next());
    }

    /** Takes note that rows have left the ring. */
    void evicted(TradeRing ring) {
        if (ring.first() >= youngFrom) {
            old = young;
            young = new IdentityTable(old.size());
            youngFrom = ring.next();
        }
    }

    IdentityIndex copy() {
        IdentityIndex copy = new IdentityIndex();
        copy.young = young.copy();
        copy.old = old;
        copy.youngFrom = youngFrom;
        return copy;
    }

    /** The index of all rows of a ring. */
    static IdentityIndex of(TradeRing ring) {
        IdentityIndex index = new IdentityIndex();
        index.young = new IdentityTable(ring.size());
        index.youngFrom = ring.first();
        for (long number = ring.first(); number < ring.next(); number++) {
            long keyHigh = ring.get(number, TradeRing.KEY_HIGH);
            index.young.add(IdentityTable.tag(keyHigh, ring.get(number, TradeRing.KEY_LOW)), (int) number);
        }
        return index;
    }
}
