package io.tapeline.infra.cost;

import io.tapeline.infra.cost.CostLine.Certainty;
import io.tapeline.infra.cost.CostLine.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * EMR on EC2: instances, EMR's own price, disks.
 *
 * <p>A cluster that ends itself is taken to be started for the hours in which trades come, to stay for the night's batch
 * where that runs on it, and to end when it has idled for its time. Whoever forgets to cancel the stream job pays for all hours.
 */
final class ClusterCost implements Component {
    private static final BigDecimal SECONDS_PER_HOUR = BigDecimal.valueOf(3600);
    private static final BigDecimal MINUTES_PER_HOUR = BigDecimal.valueOf(60);
    private static final BigDecimal HOURS_PER_DAY = BigDecimal.valueOf(24);

    @Override
    public List<CostLine> lines(Plan plan, Load load, Prices prices) {
        Plan.Cluster cluster = plan.cluster();
        BigDecimal hours = hours(plan, load, prices);
        boolean ends = cluster.idleTimeoutSeconds() > 0;
        Lines lines = new Lines("EMR cluster", prices);
        Certainty certainty = ends ? Certainty.GUESSED : Certainty.KNOWN;

        BigDecimal tasks = BigDecimal.valueOf(cluster.taskCount());
        BigDecimal spot = BigDecimal.valueOf(cluster.spotCount());
        nodes(lines, "primary", cluster.primaryType(), hours, certainty);
        nodes(lines, "core", cluster.coreType(), hours.multiply(BigDecimal.valueOf(cluster.coreCount())), certainty);
        nodes(lines, "task", cluster.taskType(), hours.multiply(tasks), certainty);
        if (spot.signum() > 0) {
            spot(lines, cluster.taskType(), hours.multiply(spot), prices);
        }

        int count = 1 + cluster.coreCount() + cluster.taskCount() + cluster.spotCount();
        BigDecimal diskMonths = BigDecimal.valueOf((long) count * cluster.diskGb())
                .multiply(hours)
                .divide(Load.HOURS_PER_MONTH, MathContext.DECIMAL64);
        lines.add("disks", diskMonths, "GB-month", "ebs.gp3-gb-month", Scale.FIXED, certainty);
        return lines.list();
    }

    private static void nodes(Lines lines, String role, String type, BigDecimal hours, Certainty certainty) {
        if (hours.signum() > 0) {
            lines.add(role + " " + type, hours, "hour", "ec2." + type, Scale.FIXED, certainty);
            lines.add(role + " " + type + ", EMR", hours, "hour", "emr." + type, Scale.FIXED, certainty);
        }
    }

    private static void spot(Lines lines, String type, BigDecimal hours, Prices prices) {
        BigDecimal share = BigDecimal.ONE.subtract(prices.assumption("spot-discount"));
        BigDecimal price = prices.price("ec2." + type).multiply(share);
        lines.add("task " + type + ", spot", hours, "hour", price, Scale.FIXED, Certainty.GUESSED);
        lines.add("task " + type + ", EMR", hours, "hour", "emr." + type, Scale.FIXED, Certainty.GUESSED);
    }

    /** Hours of a month that the cluster is there. */
    private static BigDecimal hours(Plan plan, Load load, Prices prices) {
        int timeout = plan.cluster().idleTimeoutSeconds();
        if (timeout == 0) {
            return Load.HOURS_PER_MONTH;
        }
        BigDecimal day =
                load.hoursPerDay().add(BigDecimal.valueOf(timeout).divide(SECONDS_PER_HOUR, MathContext.DECIMAL64));
        if (plan.batch().target() == Plan.BatchTarget.EMR_EC2) {
            day = day.add(prices.assumption("night-minutes").divide(MINUTES_PER_HOUR, MathContext.DECIMAL64));
        }
        return day.min(HOURS_PER_DAY).multiply(load.daysPerMonth()).min(Load.HOURS_PER_MONTH);
    }
}
