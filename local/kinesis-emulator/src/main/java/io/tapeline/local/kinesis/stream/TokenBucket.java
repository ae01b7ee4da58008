package io.tapeline.local.kinesis.stream;

/** Allows so much a second, with a burst of up to {@code capacity}. Not thread-safe. */
public final class TokenBucket {
    private final double capacity;
    private final double perMilli;
    private double tokens;
    private long filledAt = Long.MIN_VALUE;

    /** A full bucket. */
    public TokenBucket(double capacity, double perSecond) {
        this.capacity = capacity;
        this.perMilli = perSecond / 1000;
        this.tokens = capacity;
    }

    /** Whether at least so much is there now. */
    public boolean holds(double amount, long nowMillis) {
        if (filledAt == Long.MIN_VALUE) {
            filledAt = nowMillis;
        } else if (nowMillis > filledAt) {
            tokens = Math.min(capacity, tokens + (nowMillis - filledAt) * perMilli);
            filledAt = nowMillis;
        } else if (nowMillis < filledAt) {
            // The wall clock was set back.
            filledAt = nowMillis;
        }
        return tokens >= amount;
    }

    /** Takes so much, into debt if need be. */
    public void take(double amount) {
        tokens -= amount;
    }
}
