package io.tapeline.infra.observability;

import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;
import java.math.BigDecimal;

/**
 * When there is an alarm, and what is told.
 *
 * @param cpuPercent of a node; 0: no alarm
 * @param memoryPercent of a node; 0: no alarm
 * @param heapPercent of a job
 * @param failedTasks in five minutes
 * @param runSeconds of a night
 * @param lagSeconds of the stream job
 * @param latePercent of all trades
 * @param differences of a date's bars
 * @param warehouseHours RPU-hours of a day
 * @param jobMetrics whether the jobs' figures are sent to CloudWatch
 * @param resizes whether resizes of the cluster are published
 */
public record ObservabilityConfig(
        int cpuPercent,
        int memoryPercent,
        int heapPercent,
        int failedTasks,
        int runSeconds,
        int lagSeconds,
        BigDecimal latePercent,
        int differences,
        int warehouseHours,
        boolean jobMetrics,
        boolean resizes) {
    private static final int HUNDRED = 100;
    private static final int DAY = 86_400;
    private static final int MANY = 1_000_000;

    public static ObservabilityConfig read(Settings settings) {
        return new ObservabilityConfig(
                settings.integer(InfraKey.CPU_ALARM_THRESHOLD, 0, HUNDRED),
                settings.integer(InfraKey.MEMORY_ALARM_THRESHOLD, 0, HUNDRED),
                settings.integer(InfraKey.HEAP_ALARM_THRESHOLD, 1, HUNDRED),
                settings.integer(InfraKey.FAILED_TASKS_ALARM_THRESHOLD, 0, MANY),
                settings.integer(InfraKey.RUN_TIME_ALARM_THRESHOLD, 60, DAY),
                settings.integer(InfraKey.LAG_ALARM_THRESHOLD, 1, DAY),
                settings.decimal(InfraKey.LATE_DATA_ALARM_THRESHOLD, BigDecimal.ZERO, BigDecimal.valueOf(HUNDRED))
                        .orElse(BigDecimal.ONE),
                settings.integer(InfraKey.DIFFERENCES_ALARM_THRESHOLD, 0, MANY),
                settings.integer(InfraKey.WAREHOUSE_USAGE_ALARM_THRESHOLD, 1, MANY),
                settings.flag(InfraKey.JOB_METRICS),
                settings.flag(InfraKey.RESIZE_NOTIFICATIONS));
    }
}
