package io.tapeline.infra.cost;

import io.tapeline.infra.cost.CostLine.Certainty;
import io.tapeline.infra.cost.CostLine.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Ingest and live on Fargate, with as many tasks as there are at least, behind the load balancer and its firewall.
 *
 * <p>The balancer's capacity units are those of bytes, a GB an hour each; trades come as JSON.
 */
final class ServicesCost implements Component {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    @Override
    public List<CostLine> lines(Plan plan, Load load, Prices prices) {
        Lines lines = new Lines("Services", prices);
        Plan.Services services = plan.services();
        String price = "fargate." + services.architecture();
        for (Plan.Task task : services.tasks()) {
            BigDecimal hours = Load.HOURS_PER_MONTH.multiply(BigDecimal.valueOf(task.count()));
            lines.fixed(task.service() + ", CPU", hours.multiply(task.vcpus()), "vCPU-hour", price + ".vcpu-hour");
            lines.fixed(task.service() + ", memory", hours.multiply(task.memoryGb()), "GB-hour", price + ".gb-hour");
        }
        lines.fixed("load balancer", Load.HOURS_PER_MONTH, "hour", "alb.hour");
        lines.byRateGuess(
                "load balancer, capacity",
                Lines.gigabytes(load.trades().multiply(prices.assumption("json-bytes-a-trade"))),
                "LCU-hour",
                "alb.lcu-hour");
        if (services.wafRules() > 0) {
            lines.fixed("firewall", BigDecimal.ONE, "list", "waf.acl-month");
            lines.fixed("firewall, rules", BigDecimal.valueOf(services.wafRules()), "rule", "waf.rule-month");
            lines.add(
                    "firewall, requests",
                    load.trades()
                            .divide(prices.assumption("trades-a-post"), MathContext.DECIMAL64)
                            .divide(MILLION, MathContext.DECIMAL64),
                    "million requests",
                    "waf.request-million",
                    Scale.BY_RATE,
                    Certainty.GUESSED);
        }
        return lines.list();
    }
}
