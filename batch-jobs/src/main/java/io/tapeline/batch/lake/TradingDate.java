package io.tapeline.batch.lake;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/**
 * A trading date: the UTC day {@code [start, end)}.
 *
 * @param date the UTC date
 */
public record TradingDate(LocalDate date) implements Comparable<TradingDate> {
    private static final long MICROS_PER_DAY = ChronoUnit.DAYS.getDuration().toNanos() / 1_000;

    public TradingDate {
        requireNonNull(date, "date is null");
    }

    /** The first microsecond since the epoch. */
    public long startMicros() {
        return date.toEpochDay() * MICROS_PER_DAY;
    }

    /** The microsecond after the last. */
    public long endMicros() {
        return startMicros() + MICROS_PER_DAY;
    }

    /** The first nanosecond since the epoch. */
    public long startNanos() {
        return Math.multiplyExact(startMicros(), 1_000L);
    }

    /** The nanosecond after the last. */
    public long endNanos() {
        return Math.multiplyExact(endMicros(), 1_000L);
    }

    /** This day and {@code days} more on either side of it. */
    public DayRange around(int days) {
        return new DayRange(startMicros() - days * MICROS_PER_DAY, endMicros() + days * MICROS_PER_DAY);
    }

    /** This day alone. */
    public DayRange range() {
        return around(0);
    }

    /** What selects this date in a table split by {@code trading_date}. */
    public Expression partition() {
        return Expressions.equal("trading_date", Math.toIntExact(date.toEpochDay()));
    }

    @Override
    public int compareTo(TradingDate other) {
        return date.compareTo(other.date);
    }

    @Override
    public String toString() {
        return date.toString();
    }
}
