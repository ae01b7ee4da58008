package io.tapeline.infra.cost;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A plan and a load whose costs are worked out by hand in the tests. */
final class Example {
    /** 20,000 trades a second, ten hours a day, thirty days: 1,080,000 seconds and 21.6 thousand million trades. */
    static final Load LOAD = new Load(BigDecimal.valueOf(20_000), BigDecimal.TEN, BigDecimal.valueOf(30));

    static final Prices PRICES = Prices.read(Path.of("prices/us-east-1-2026-11.properties"));

    static final Plan.Cluster CLUSTER = new Plan.Cluster("m5.xlarge", "m5.xlarge", 2, "m5.xlarge", 1, 1, 64, 0);

    private Example() {}

    static Plan plan() {
        return new Plan(
                CLUSTER,
                new Plan.Batch(Plan.BatchTarget.EMR_EC2, 10),
                new Plan.Streams(false, 2, 1, 24, 20, 5, 250),
                new Plan.Services(
                        "arm64", List.of(new Plan.Task("ingest", 2, BigDecimal.ONE, BigDecimal.valueOf(2))), 4),
                Optional.of(new Plan.Warehouse(8)),
                new Plan.Watch(30, 1, 4, 20, 7),
                new Plan.Network(2, 10, 0, 1, 2));
    }

    static Plan with(Plan.Streams streams) {
        Plan plan = plan();
        return new Plan(
                plan.cluster(), plan.batch(), streams, plan.services(), plan.warehouse(), plan.watch(), plan.network());
    }

    static Plan with(Plan.Batch batch) {
        Plan plan = plan();
        return new Plan(
                plan.cluster(), batch, plan.streams(), plan.services(), plan.warehouse(), plan.watch(), plan.network());
    }

    /** Dollars by item; two lines of one item are added. */
    static Map<String, String> dollars(List<CostLine> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(
                        CostLine::item,
                        Collectors.collectingAndThen(
                                Collectors.reducing(BigDecimal.ZERO, CostLine::dollars, BigDecimal::add),
                                BigDecimal::toPlainString)));
    }
}
