package io.tapeline.analytics.bars;

/** What a single trade may weigh, so that sums of trades cannot overflow. */
public final class TradeLimits {
    /** Prices × sizes stay below 2^100 units of 1e-17 (about 1e13), so that 2^27 of them fit a signed 128-bit sum. */
    private static final int UPPER_WORD_BITS = 100 - Long.SIZE;

    private TradeLimits() {}

    /**
     * Whether no bar may hold the trade.
     *
     * @param price in units of 1e-9
     * @param size in units of 1e-8
     */
    public static boolean isTooLarge(long price, long size) {
        return Math.multiplyHigh(price, size) >>> UPPER_WORD_BITS != 0;
    }
}
