package io.tapeline.infra.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Redshift Serverless: RPUs while it is busy, which the night and its users decide, and what it stores. */
final class WarehouseCost implements Component {
    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);

    @Override
    public List<CostLine> lines(Plan plan, Load load, Prices prices) {
        Lines lines = new Lines("Warehouse", prices);
        plan.warehouse().ifPresent(warehouse -> {
            BigDecimal hours = prices.assumption("warehouse-minutes-a-day")
                    .divide(MINUTES_PER_HOUR, MathContext.DECIMAL64)
                    .multiply(load.daysPerMonth());
            lines.fixedGuess(
                    "Redshift",
                    hours.multiply(BigDecimal.valueOf(warehouse.capacity())),
                    "RPU-hour",
                    "redshift.rpu-hour");
            lines.byRateGuess(
                    "Redshift, storage",
                    LakeCost.month(load, prices)
                            .multiply(prices.assumption("lake-months"))
                            .multiply(prices.assumption("warehouse-share")),
                    "GB-month",
                    "redshift.storage-gb-month");
        });
        return lines.list();
    }
}
