package io.tapeline.infra.cost;

import java.math.BigDecimal;

/**
 * What goes through the pipeline.
 *
 * @param tradesPerSecond while trades come
 * @param hoursPerDay hours of a day in which they come
 * @param daysPerMonth days of a month on which they come
 */
record Load(BigDecimal tradesPerSecond, BigDecimal hoursPerDay, BigDecimal daysPerMonth) {
    /** Hours of an average month. */
    static final BigDecimal HOURS_PER_MONTH = BigDecimal.valueOf(730);
    /** Days of an average month: {@link #HOURS_PER_MONTH} of them, by 24. */
    static final BigDecimal DAYS_PER_MONTH = new BigDecimal("30.4166667");

    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);

    /** Seconds of a month in which trades come. */
    BigDecimal seconds() {
        return hoursPerDay.multiply(daysPerMonth).multiply(SECONDS_PER_HOUR);
    }

    /** Trades of a month. */
    BigDecimal trades() {
        return tradesPerSecond.multiply(seconds());
    }
}
