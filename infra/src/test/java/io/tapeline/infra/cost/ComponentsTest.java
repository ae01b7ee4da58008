package io.tapeline.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each component's lines to the cent. The sums beside them are done by hand from the price file's numbers. */
class ComponentsTest {
    private static Map<String, String> lines(Component component, Plan plan) {
        return Example.dollars(component.lines(plan, Example.LOAD, Example.PRICES));
    }

    @Test
    void clusterCostsInstancesEmrAndDisks() {
        assertThat(lines(new ClusterCost(), Example.plan()))
                .containsOnly(
                        Map.entry("primary m5.xlarge", "140.16"), // 730 h x 0.192
                        Map.entry("primary m5.xlarge, EMR", "35.04"), // 730 x 0.048
                        Map.entry("core m5.xlarge", "280.32"), // 1,460 x 0.192
                        Map.entry("core m5.xlarge, EMR", "70.08"),
                        Map.entry("task m5.xlarge", "140.16"), // one of two is on demand
                        Map.entry("task m5.xlarge, spot", "56.06"), // 730 x 0.192 x 0.4
                        Map.entry("task m5.xlarge, EMR", "70.08"), // both
                        Map.entry("disks", "25.60")); // 5 x 64 GB x 0.08
    }

    @Test
    void clusterThatEndsCostsItsHoursOnly() {
        Plan plan = Example.plan().with(new Plan.Cluster("m5.xlarge", "m5.xlarge", 2, "m5.xlarge", 0, 0, 64, 3600));
        Load session = new Load(BigDecimal.ONE, new BigDecimal("6.5"), BigDecimal.valueOf(21));

        // 6.5 h of trades, 0.5 h of night, 1 h idle, on 21 days: 168 hours.
        assertThat(Example.dollars(new ClusterCost().lines(plan, session, Example.PRICES)))
                .containsOnly(
                        Map.entry("primary m5.xlarge", "32.26"), // 168 x 0.192 = 32.256
                        Map.entry("primary m5.xlarge, EMR", "8.06"), // 168 x 0.048 = 8.064
                        Map.entry("core m5.xlarge", "64.51"), // 336 x 0.192 = 64.512
                        Map.entry("core m5.xlarge, EMR", "16.13"), // 16.128
                        Map.entry("disks", "3.53")); // 192 x 168 / 730 x 0.08 = 3.5349
    }

    @Test
    void clusterThatNeverIdlesCostsNoMoreThanAllHours() {
        Plan plan = Example.plan().with(new Plan.Cluster("m5.xlarge", "m5.xlarge", 0, "m5.xlarge", 0, 0, 64, 3600));
        Load always = new Load(BigDecimal.ONE, BigDecimal.valueOf(24), BigDecimal.valueOf(31));

        assertThat(Example.dollars(new ClusterCost().lines(plan, always, Example.PRICES)))
                .containsEntry("primary m5.xlarge", "140.16");
    }

    @Test
    void streamsOnDemandCostWhatGoesInAndOutInWholeKilobytes() {
        assertThat(lines(new StreamsCost(), Example.plan()))
                .containsOnly(
                        Map.entry("market-data, the stream", "29.20"), // 730 x 0.04
                        // 4 shards x 50 records/s of 1,190 bytes, so 2 KB each: 411.987 GB
                        Map.entry("market-data, in", "32.96"),
                        Map.entry("market-data, out", "16.48"),
                        Map.entry("live, the stream", "29.20"),
                        // 256 buckets x 4 records/s of 1 KB: 1,054.6875 GB
                        Map.entry("live, in", "84.38"),
                        Map.entry("live, out", "42.19"));
    }

    @Test
    void streamsKeptLongerCostWhatIsKept() {
        // 200 records/s x 1,190 bytes: 239.387 GB a month; x 144 h / 730 h x 0.10, and x 72 / 730 x 0.023.
        assertThat(lines(new StreamsCost(), Example.with(new Plan.Streams(false, 2, 1, 240, 20, 5, 250))))
                .containsEntry("market-data, kept longer than a day", "4.72")
                .containsEntry("market-data, kept longer than a week", "0.54");
    }

    @Test
    void provisionedStreamsCostShardsAndUnitsOf25Kilobytes() {
        // 2 x 50 records/s of 2,380 bytes: 108 million units. 730 x 2 shards.
        assertThat(lines(new StreamsCost(), Example.with(new Plan.Streams(true, 2, 1, 168, 20, 5, 250))))
                .containsOnly(
                        Map.entry("market-data, shards", "21.90"),
                        Map.entry("market-data, records", "1.51"), // 108 x 0.014 = 1.512
                        Map.entry("market-data, kept longer than a day", "29.20"), // 1,460 x 0.02
                        Map.entry("live, shards", "10.95"),
                        Map.entry("live, records", "15.48"), // 1,024 x 1.08 M = 1,105.92 x 0.014
                        Map.entry("live, kept longer than a day", "14.60"));
    }

    @Test
    void fewTradesAreARecordEach() {
        Load slow = new Load(BigDecimal.valueOf(10), BigDecimal.TEN, BigDecimal.valueOf(30));

        // 10 records/s of 1 KB for 1,080,000 s: 10.299 GB x 0.08.
        assertThat(Example.dollars(new StreamsCost().lines(Example.plan(), slow, Example.PRICES)))
                .containsEntry("market-data, in", "0.82")
                .containsEntry("live, in", "0.82");
    }

    @Test
    void servicesCostTasksBalancerAndFirewall() {
        assertThat(lines(new ServicesCost(), Example.plan()))
                .containsOnly(
                        Map.entry("ingest, CPU", "47.27"), // 1,460 x 0.03238
                        Map.entry("ingest, memory", "10.40"), // 2,920 x 0.00356
                        Map.entry("load balancer", "16.43"), // 730 x 0.0225
                        Map.entry("load balancer, capacity", "14.81"), // 21.6 G x 92 bytes: 1,850.7 GB x 0.008
                        Map.entry("firewall", "5.00"),
                        Map.entry("firewall, rules", "4.00"),
                        Map.entry("firewall, requests", "51.84")); // 21.6 G / 250: 86.4 M x 0.60
    }

    @Test
    void lakeCostsItsMonthsAndItsCheckpoints() {
        assertThat(lines(new LakeCost(), Example.plan()))
                .containsOnly(
                        Map.entry("newest month", "18.51"), // 21.6 G x 40 bytes: 804.663 GB x 0.023
                        Map.entry("older", "110.64"), // 11 of them x 0.0125
                        Map.entry("writes of checkpoints", "32.40"), // 216,000 x 30: 6,480 thousand x 0.005
                        Map.entry("reads of checkpoints", "2.59"));
    }

    @Test
    void warehouseCostsItsBusyMinutes() {
        assertThat(lines(new WarehouseCost(), Example.plan()))
                .containsOnly(
                        Map.entry("Redshift", "45.00"), // 30 x 0.5 h x 8 x 0.375
                        Map.entry("Redshift, storage", "11.59")); // 804.663 GB x 12 x 0.05 x 0.024
    }

    @Test
    void nightElsewhereCostsWhatItTakes() {
        // 30 x 0.5 h x 10 units: 150.
        assertThat(lines(new BatchCost(), Example.with(new Plan.Batch(Plan.BatchTarget.GLUE, 10))))
                .containsOnly(Map.entry("Glue", "66.00"), Map.entry("Step Functions", "0.05")); // 1.8 x 0.025
        assertThat(lines(new BatchCost(), Example.with(new Plan.Batch(Plan.BatchTarget.EMR_SERVERLESS, 10))))
                .containsEntry("EMR Serverless, CPU", "6.31") // 150 x 0.042094
                .containsEntry("EMR Serverless, memory", "2.78"); // 600 x 0.004628
        assertThat(lines(new BatchCost(), Example.plan())).containsOnlyKeys("Step Functions");
    }

    @Test
    void networkCostsEachEndpointInEachZone() {
        assertThat(lines(new NetworkCost(), Example.plan()))
                .containsOnly(
                        Map.entry("endpoints", "146.00"), // 730 x 10 x 2 x 0.01
                        Map.entry("endpoints, trades", "4.79"), // 239.387 GB in and out x 0.01
                        Map.entry("endpoints, other", "0.61"), // 60.83 GB
                        Map.entry("between zones", "4.79"), // half of 478.77 GB, both ways
                        Map.entry("keys", "1.00"),
                        Map.entry("secrets", "0.80"));
    }

    @Test
    void watchingCostsAlarmsDashboardsMetricsAndLogs() {
        assertThat(lines(new WatchCost(), Example.plan()))
                .containsOnly(
                        Map.entry("alarms", "3.00"),
                        Map.entry("composite alarms", "0.50"),
                        Map.entry("dashboards", "12.00"),
                        Map.entry("metrics", "6.00"),
                        Map.entry("logs", "15.21"), // 30.4166667 GB x 0.50
                        Map.entry("logs kept", "0.21")); // 7 GB x 0.03
    }
}
