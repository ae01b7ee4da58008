package io.tapeline.infra.cost;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan costs a month.
 *
 * @param savedBySpot dollars that the task nodes would cost more on demand
 * @param savedByEnding dollars that the cluster would cost more if it never ended
 */
record Estimate(List<CostLine> lines, BigDecimal savedBySpot, BigDecimal savedByEnding) {
    private static final List<Component> COMPONENTS = List.of(
            new ClusterCost(),
            new BatchCost(),
            new StreamsCost(),
            new ServicesCost(),
            new LakeCost(),
            new WarehouseCost(),
            new NetworkCost(),
            new WatchCost());

    Estimate {
        lines = List.copyOf(lines);
    }

    /**
     * Estimates.
     *
     * @throws PriceException if a price is missing
     */
    static Estimate of(Plan plan, Load load, Prices prices) {
        List<CostLine> lines = lines(plan, load, prices);
        BigDecimal total = total(lines);
        return new Estimate(
                lines,
                total(lines(plan.with(plan.cluster().onDemandOnly()), load, prices))
                        .subtract(total),
                total(lines(plan.with(plan.cluster().alwaysOn()), load, prices)).subtract(total));
    }

    private static List<CostLine> lines(Plan plan, Load load, Prices prices) {
        return COMPONENTS.stream()
                .flatMap(component -> component.lines(plan, load, prices).stream())
                .toList();
    }

    /** Dollars of all lines, each to the cent. */
    BigDecimal total() {
        return total(lines);
    }

    private static BigDecimal total(List<CostLine> lines) {
        return lines.stream().map(CostLine::dollars).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
    }

    /** Dollars by component, in the order of the lines. */
    Map<String, BigDecimal> byComponent() {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        lines.forEach(line -> sums.merge(line.component(), line.dollars(), BigDecimal::add));
        return sums;
    }
}
