package io.tapeline.ingest.parse;

import io.tapeline.model.FixedPoint;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** The unit of timestamps that are plain numbers. */
public enum TimestampUnit {
    NS(0),
    US(3),
    MS(6),
    S(9),
    /** Whichever of the four makes the time a plausible one: they are a thousand times apart, so there is one at most. */
    AUTO(0);

    private static final TimestampUnit[] EXPLICIT = {NS, US, MS, S};
    /** No time before it is plausible: else a second and a millisecond could be taken for one another. */
    private static final long EARLIEST = Instant.parse("1980-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L;

    /** Decimal places of the unit down to the nanosecond. */
    private final int places;

    private final long nanos;

    TimestampUnit(int places) {
        this.places = places;
        long factor = 1;
        for (int i = 0; i < places; i++) {
            factor *= 10;
        }
        this.nanos = factor;
    }

    /** The unit of a name in the API: {@code ns}, {@code us}, {@code ms}, {@code s}, {@code auto}. */
    public static Optional<TimestampUnit> named(String name) {
        for (TimestampUnit unit : values()) {
            if (unit.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /**
     * A number as nanoseconds since the epoch, or one of the problems of {@link Timestamps}. Units coarser than the
     * nanosecond may have decimal places.
     */
    long parse(byte[] text, int from, int to, long oldest, long latest) {
        long integer = Timestamps.integer(text, from, to);
        if (this == NS) {
            return integer;
        }
        if (this != AUTO) {
            return integer == Timestamps.INVALID ? decimal(text, from, to) : scaled(integer);
        }
        for (TimestampUnit unit : EXPLICIT) {
            long time = unit.parse(text, from, to, oldest, latest);
            if (time >= Math.max(oldest, EARLIEST) && time <= latest) {
                return time;
            }
        }
        return integer;
    }

    private long scaled(long integer) {
        if (integer == Timestamps.OUT_OF_RANGE || Math.abs(integer) > Long.MAX_VALUE / nanos) {
            return Timestamps.OUT_OF_RANGE;
        }
        return integer * nanos;
    }

    private long decimal(byte[] text, int from, int to) {
        long parsed = FixedPoint.parse(text, from, to, places);
        if (parsed == FixedPoint.TOO_PRECISE) {
            return Timestamps.TOO_PRECISE;
        }
        if (parsed == FixedPoint.TOO_LARGE || parsed == FixedPoint.NEGATIVE) {
            return Timestamps.OUT_OF_RANGE;
        }
        return parsed == FixedPoint.NOT_A_NUMBER ? Timestamps.INVALID : parsed;
    }
}
