package io.tapeline.local.replay;

import java.util.OptionalLong;

/**
 * When a trade is due, by its event time and by the number of trades before it. All times are nanoseconds; {@code now}
 * is a clock that only goes forward.
 *
 * <p>The speed keeps to one timeline from the first trade on, so that after a stall the replay catches up. The rate
 * does not: it makes up for at most {@link #CREDIT} of time in which nothing was taken, which is what a post takes
 * while the next trades become due. So no second has more than the rate and a quarter.
 */
final class Pacer {
    static final long CREDIT = 250_000_000L;
    /** Far beyond any replay, far within 64 bits. */
    private static final double LONGEST = 4e18;

    private final Pace pace;
    private boolean hasTime;
    private long firstEvent;
    private long firstTime;
    private boolean hasBegun;
    private long nextFree;
    private double fraction;

    Pacer(Pace pace) {
        this.pace = pace;
    }

    /**
     * How long the next trade has to wait; not above 0 if it is due.
     *
     * @param tsEvent if the trade tells one
     */
    long wait(OptionalLong tsEvent, long now) {
        if (!hasBegun) {
            hasBegun = true;
            nextFree = now;
        }
        return Math.max(byClock(tsEvent, now), byRate(now));
    }

    private long byClock(OptionalLong tsEvent, long now) {
        if (!pace.hasSpeed() || tsEvent.isEmpty()) {
            return 0;
        }
        if (!hasTime) {
            hasTime = true;
            firstEvent = tsEvent.getAsLong();
            firstTime = now;
        }
        double since = (tsEvent.getAsLong() - firstEvent) / pace.speed();
        return (long) Math.max(-LONGEST, Math.min(LONGEST, since)) - (now - firstTime);
    }

    private long byRate(long now) {
        return pace.hasRate() ? nextFree - now : 0;
    }

    /** The trade was taken. */
    void taken(long now) {
        if (pace.hasRate()) {
            if (nextFree - now < -CREDIT) {
                nextFree = now - CREDIT;
            }
            double step = 1e9 / pace.rate() + fraction;
            long whole = (long) step;
            fraction = step - whole;
            nextFree += whole;
        }
    }
}
