package io.tapeline.model;

import java.util.Optional;

/**
 * The lengths of bars, finest first. Each divides the next, and each bar of an interval rolls up from those of the one
 * before it. Bars are anchored to UTC midnight and cover {@code [start, end)}.
 */
public enum Interval {
    S1("1s", 1),
    M1("1m", 60),
    M5("5m", 300),
    M15("15m", 900),
    H1("1h", 3_600),
    D1("1d", 86_400);

    private static final Interval[] VALUES = values();

    private final String code;
    private final long nanos;

    Interval(String code, long seconds) {
        this.code = code;
        this.nanos = seconds * 1_000_000_000L;
    }

    /** The name in tables, metrics and pages, such as {@code 5m}. */
    public String code() {
        return code;
    }

    /** The length in nanoseconds. */
    public long nanos() {
        return nanos;
    }

    /** The start, in nanoseconds since the epoch, of the bar that covers {@code ts}. */
    public long start(long ts) {
        return ts - Math.floorMod(ts, nanos);
    }

    /** The next longer interval, or none for the longest. */
    public Optional<Interval> longer() {
        return ordinal() + 1 < VALUES.length ? Optional.of(VALUES[ordinal() + 1]) : Optional.empty();
    }

    /**
     * The interval of a code.
     *
     * @throws IllegalArgumentException if there is none of that code
     */
    public static Interval ofCode(String code) {
        for (Interval interval : VALUES) {
            if (interval.code.equals(code)) {
                return interval;
            }
        }
        throw new IllegalArgumentException("no such interval: " + code);
    }
}
