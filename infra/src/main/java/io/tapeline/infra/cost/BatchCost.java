package io.tapeline.infra.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The night, where it does not run on the cluster: by the hour of what it takes. And the steps of its state machine. */
final class BatchCost implements Component {
    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);
    private static final BigDecimal GB_PER_VCPU = BigDecimal.valueOf(4);
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1000);

    @Override
    public List<CostLine> lines(Plan plan, Load load, Prices prices) {
        Lines lines = new Lines("Night", prices);
        BigDecimal hours = prices.assumption("night-minutes")
                .divide(MINUTES_PER_HOUR, MathContext.DECIMAL64)
                .multiply(load.daysPerMonth())
                .multiply(BigDecimal.valueOf(plan.batch().units()));
        switch (plan.batch().target()) {
            case EMR_EC2 -> {
                // In the cluster's hours.
            }
            case EMR_SERVERLESS -> {
                lines.fixedGuess("EMR Serverless, CPU", hours, "vCPU-hour", "emr-serverless.vcpu-hour");
                lines.fixedGuess(
                        "EMR Serverless, memory", hours.multiply(GB_PER_VCPU), "GB-hour", "emr-serverless.gb-hour");
            }
            case GLUE -> lines.fixedGuess("Glue", hours, "DPU-hour", "glue.dpu-hour");
        }
        BigDecimal transitions = prices.assumption("night-transitions").multiply(load.daysPerMonth());
        lines.fixedGuess(
                "Step Functions",
                transitions.divide(THOUSAND, MathContext.DECIMAL64),
                "1,000 transitions",
                "states.transition-thousand");
        return lines.list();
    }
}
