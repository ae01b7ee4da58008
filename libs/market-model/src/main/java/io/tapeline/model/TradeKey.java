package io.tapeline.model;

/**
 * A trade's identity as 128 bits: two trades with equal keys are one trade. The identity is (venue, symbol, trade id),
 * or (venue, symbol, ts_event, sequence, price, size) where the venue gives no id. An id that is a plain non-negative
 * integer is kept exactly in {@code low}, so keys of one symbol and venue then order as the ids do.
 *
 * @param high a hash of venue, symbol and kind of id (and of the id, unless it is numeric)
 * @param low the numeric id, or a second, independent hash
 */
public record TradeKey(long high, long low) {
    /** The greatest id that is kept as a number: eighteen nines. */
    public static final long MAX_NUMERIC_ID = 999_999_999_999_999_999L;

    private static final long NUMERIC = 1;
    private static final long TEXT = 2;
    private static final long ANONYMOUS = 3;

    /** The seed of all keys of a symbol at a venue, so that a loop hashes the names once. */
    public static long seed(String venue, String symbol) {
        return Hashing.combine(Hashing.hash64(venue), Hashing.hash64(symbol));
    }

    /** The upper word for numeric ids; the lower word is the id. */
    public static long numericHigh(long seed) {
        return Hashing.combine(seed, NUMERIC);
    }

    public static TradeKey ofText(long seed, String tradeId) {
        long high = Hashing.combine(Hashing.combine(seed, TEXT), Hashing.hash64(tradeId));
        return new TradeKey(high, Hashing.hash64(tradeId, seed));
    }

    public static TradeKey anonymous(long seed, long tsEvent, long sequence, long price, long size) {
        long kind = Hashing.combine(seed, ANONYMOUS);
        long high = Hashing.combine(Hashing.combine(kind, tsEvent), sequence);
        long low = Hashing.combine(Hashing.combine(high, price), size);
        return new TradeKey(Hashing.combine(kind, low), low);
    }

    /** The key of a trade. */
    public static TradeKey of(Trade trade) {
        return of(
                trade.venue(),
                trade.symbol(),
                trade.tradeId(),
                trade.tsEvent(),
                trade.sequence(),
                trade.price(),
                trade.size());
    }

    /** The key of a trade's fields. */
    public static TradeKey of(
            String venue, String symbol, String tradeId, long tsEvent, long sequence, long price, long size) {
        long seed = seed(venue, symbol);
        if (tradeId.isEmpty()) {
            return anonymous(seed, tsEvent, sequence, price, size);
        }
        long numeric = numericId(tradeId);
        return numeric >= 0 ? new TradeKey(numericHigh(seed), numeric) : ofText(seed, tradeId);
    }

    /**
     * The value of an id that is a canonical non-negative integer (no sign, no leading zero, at most 18 digits), else
     * -1. Canonical, so that the text can be had back from the number.
     */
    public static long numericId(CharSequence tradeId) {
        int length = tradeId.length();
        if (length == 0 || length > 18 || (length > 1 && tradeId.charAt(0) == '0')) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            int digit = tradeId.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
