package io.tapeline.infra.observability;

import io.tapeline.infra.observability.Alarms.Condition;
import io.tapeline.infra.observability.Alarms.Silence;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;

/** The alarm of the warehouse: what it has computed in a day. */
final class WarehouseAlarms {
    private static final int SECONDS_PER_HOUR = 3600;

    private WarehouseAlarms() {}

    static void of(Alarms alarms, Watched.Warehouse warehouse, ObservabilityConfig config) {
        alarms.when(
                "warehouse-usage",
                Condition.above(
                        Metrics.warehouse(warehouse, "ComputeSeconds", "Sum")
                                .with(MetricOptions.builder()
                                        .period(Duration.days(1))
                                        .build()),
                        config.warehouseHours() * SECONDS_PER_HOUR,
                        1,
                        Silence.IS_FINE),
                "The warehouse has computed more RPU-hours in a day than warehouse_usage_alarm_threshold.",
                "SELECT * FROM sys_query_history ORDER BY elapsed_time DESC tells who and what; the usage limits of the"
                        + " workgroup end it if nobody does.");
    }
}
