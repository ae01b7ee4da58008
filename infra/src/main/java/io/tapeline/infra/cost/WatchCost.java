package io.tapeline.infra.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** CloudWatch: alarms, dashboards, metrics of our own, logs. Metrics of AWS's services cost nothing. */
final class WatchCost implements Component {
    @Override
    public List<CostLine> lines(Plan plan, Load load, Prices prices) {
        Lines lines = new Lines("CloudWatch", prices);
        Plan.Watch watch = plan.watch();
        lines.fixed("alarms", BigDecimal.valueOf(watch.alarms()), "alarm", "cloudwatch.alarm-month");
        lines.fixed(
                "composite alarms",
                BigDecimal.valueOf(watch.compositeAlarms()),
                "alarm",
                "cloudwatch.composite-alarm-month");
        lines.fixed("dashboards", BigDecimal.valueOf(watch.dashboards()), "dashboard", "cloudwatch.dashboard-month");
        lines.fixed("metrics", BigDecimal.valueOf(watch.metrics()), "metric", "cloudwatch.metric-month");
        BigDecimal logsADay = prices.assumption("logs-gb-a-day");
        lines.fixedGuess("logs", logsADay.multiply(Load.DAYS_PER_MONTH), "GB", "cloudwatch.logs-gb");
        lines.fixedGuess(
                "logs kept",
                logsADay.multiply(BigDecimal.valueOf(watch.logDays())).round(MathContext.DECIMAL64),
                "GB-month",
                "cloudwatch.logs-gb-month");
        return lines.list();
    }
}
