package io.tapeline.infra.cost;

import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.math.BigDecimal;

/**
 * What is expected to go through, for the estimate of costs: nothing that is deployed depends on it.
 *
 * @param tradesPerSecond while trades come
 * @param hoursPerDay hours of a day in which they come
 * @param daysPerMonth days of a month on which they come
 */
public record CostConfig(BigDecimal tradesPerSecond, BigDecimal hoursPerDay, BigDecimal daysPerMonth) {
    /** The most trades a second that anybody can mean. */
    static final BigDecimal MOST_TRADES = BigDecimal.valueOf(100_000_000);

    private static final BigDecimal MOST_HOURS = BigDecimal.valueOf(24);
    private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(31);

    public static CostConfig read(Settings settings) {
        return new CostConfig(
                number(settings, InfraKey.EXPECTED_TRADES_PER_SECOND, MOST_TRADES),
                number(settings, InfraKey.EXPECTED_HOURS_PER_DAY, MOST_HOURS),
                number(settings, InfraKey.EXPECTED_DAYS_PER_MONTH, MOST_DAYS));
    }

    private static BigDecimal number(Settings settings, InfraKey key, BigDecimal most) {
        return settings.decimal(key, BigDecimal.ZERO, most).orElse(BigDecimal.ZERO);
    }
}
