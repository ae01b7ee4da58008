package io.tapeline.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.infra.cost.CostLine.Scale;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {
    private static final Estimate ESTIMATE = Estimate.of(Example.plan(), Example.LOAD, Example.PRICES);

    @Test
    void totalIsTheSumOfTheLinesAsPrinted() {
        // 817.50 + 0.05 + 234.41 + 149.75 + 164.14 + 56.59 + 157.99 + 36.92, all from ComponentsTest.
        assertThat(ESTIMATE.total()).isEqualTo("1617.35");
        assertThat(ESTIMATE.byComponent())
                .containsExactly(
                        Map.entry("EMR cluster", new BigDecimal("817.50")),
                        Map.entry("Night", new BigDecimal("0.05")),
                        Map.entry("Kinesis", new BigDecimal("234.41")),
                        Map.entry("Services", new BigDecimal("149.75")),
                        Map.entry("Lake", new BigDecimal("164.14")),
                        Map.entry("Warehouse", new BigDecimal("56.59")),
                        Map.entry("Network", new BigDecimal("157.99")),
                        Map.entry("CloudWatch", new BigDecimal("36.92")));
    }

    @Test
    void twiceTheRateDoublesWhatGoesByItAndNothingElse() {
        Load twice = new Load(BigDecimal.valueOf(40_000), BigDecimal.TEN, BigDecimal.valueOf(30));
        List<CostLine> more = Estimate.of(Example.plan(), twice, Example.PRICES).lines();

        assertThat(more).hasSameSizeAs(ESTIMATE.lines());
        assertThat(ESTIMATE.lines()).extracting(CostLine::scale).contains(Scale.values());
        for (int i = 0; i < more.size(); i++) {
            CostLine before = ESTIMATE.lines().get(i);
            CostLine after = more.get(i);
            switch (before.scale()) {
                case FIXED -> assertThat(after).isEqualTo(before);
                case BY_RATE ->
                    assertThat(after.quantity().doubleValue())
                            .as(before.item())
                            .isCloseTo(
                                    before.quantity().doubleValue() * 2,
                                    org.assertj.core.data.Percentage.withPercentage(1e-9));
                case IN_STEPS ->
                    assertThat(after.quantity())
                            .isBetween(before.quantity(), before.quantity().add(before.quantity()));
            }
        }
    }

    @Test
    void spotSavesItsDiscountAndNoneSavesNothing() {
        // One of two task nodes: 730 x 0.192 x 0.6.
        assertThat(ESTIMATE.savedBySpot()).isEqualTo("84.10");

        Plan none = Example.plan().with(Example.CLUSTER.onDemandOnly());
        Plan all = Example.plan().with(new Plan.Cluster("m5.xlarge", "m5.xlarge", 2, "m5.xlarge", 0, 2, 64, 0));
        assertThat(Estimate.of(none, Example.LOAD, Example.PRICES).savedBySpot())
                .isEqualTo("0.00");
        // 1,460 x 0.192 x 0.6 = 168.192.
        assertThat(Estimate.of(all, Example.LOAD, Example.PRICES).savedBySpot()).isEqualTo("168.19");
    }

    @Test
    void endingWhenIdleSavesTheHoursThatTheClusterIsGone() {
        Plan ending = Example.plan().with(new Plan.Cluster("m5.xlarge", "m5.xlarge", 0, "m5.xlarge", 0, 0, 100, 3600));

        // 11.5 h x 30 = 345 of 730 hours: 66.24 + 16.56 + 3.78 instead of 140.16 + 35.04 + 8.00.
        assertThat(Estimate.of(ending, Example.LOAD, Example.PRICES).savedByEnding())
                .isEqualTo("96.62");
        assertThat(ESTIMATE.savedByEnding()).isEqualTo("0.00");
    }

    @Test
    void saysWhichPriceOfWhichFileIsMissing() {
        Plan plan = Example.plan().with(new Plan.Cluster("x9.huge", "m5.xlarge", 2, "m5.xlarge", 1, 1, 64, 0));

        assertThatThrownBy(() -> Estimate.of(plan, Example.LOAD, Example.PRICES))
                .isInstanceOf(PriceException.class)
                .hasMessage("prices/us-east-1-2026-11.properties has no ec2.x9.huge: add it, or give another file with"
                        + " --prices");
    }

    @Test
    void saysWhichPriceIsNoNumber() {
        Map<String, String> values = new HashMap<>(Example.PRICES.values());
        values.put("nat.hour", "cheap");
        values.put("nat.gb", "-1");
        Prices wrong = new Prices("mine.properties", values);

        assertThatThrownBy(() -> wrong.price("nat.hour"))
                .isInstanceOf(PriceException.class)
                .hasMessage("mine.properties: nat.hour is not a number from 0: cheap");
        assertThatThrownBy(() -> wrong.price("nat.gb"))
                .hasMessage("mine.properties: nat.gb is not a number from 0: -1");
    }

    @Test
    void pricesWithoutADateAreNone(@TempDir Path folder) throws IOException {
        Path undated = Files.writeString(folder.resolve("a.properties"), "region = us-east-1\n");
        Path misdated = Files.writeString(folder.resolve("b.properties"), "region = us-east-1\nwritten = 2026-13-01\n");

        assertThatThrownBy(() -> Prices.read(undated)).hasMessageContaining("a.properties has no written");
        assertThatThrownBy(() -> Prices.read(misdated))
                .hasMessageContaining("b.properties: written is not a date such as 2026-11-20: 2026-13-01");
        assertThatThrownBy(() -> Prices.read(folder.resolve("c.properties")))
                .isInstanceOf(PriceException.class)
                .hasMessageContaining("cannot read the prices");
    }

    @Test
    void everyPriceIsANumberAndEveryInstanceTypeHasBoth() {
        Example.PRICES.values().forEach((key, value) -> {
            if (!key.equals("region") && !key.equals("written")) {
                assertThat(new BigDecimal(value)).as(key).isPositive();
            }
            if (key.startsWith("ec2.")) {
                // EMR's list price is a quarter of EC2's, rounded.
                BigDecimal quarter = new BigDecimal(value).divide(BigDecimal.valueOf(4));
                assertThat(Example.PRICES.price("emr." + key.substring("ec2.".length())))
                        .as(key)
                        .isCloseTo(quarter, org.assertj.core.data.Percentage.withPercentage(2));
            }
        });
    }
}
