package io.tapeline.infra.cost;

import io.tapeline.infra.cost.CostLine.Certainty;
import io.tapeline.infra.cost.CostLine.Scale;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Kinesis: by the shard, or by what goes in and out.
 *
 * <p>Records are those of full flow: one a shard and linger, or one a trade where fewer trades come. On demand AWS
 * rounds each record up to a kilobyte, provisioned to units of 25 KB. The live stream gets a record an interval of each of 256 buckets, of a
 * kilobyte by guess. Each stream is read once.
 */
final class StreamsCost implements Component {
    private static final BigDecimal KILOBYTE = BigDecimal.valueOf(1024);
    private static final BigDecimal PUT_UNIT = BigDecimal.valueOf(25 * 1024L);
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal MILLIS = BigDecimal.valueOf(1000);
    private static final BigDecimal BUCKETS = BigDecimal.valueOf(256);
    /** Shards that a stream on demand begins with. */
    private static final int FIRST_SHARDS = 4;

    private static final int FREE_RETENTION_HOURS = 24;
    private static final int SHORT_RETENTION_HOURS = 168;

    private record Flow(
            String stream, int shards, BigDecimal records, BigDecimal bytesPerRecord, Certainty certainty) {}

    @Override
    public List<CostLine> lines(Plan plan, Load load, Prices prices) {
        Lines lines = new Lines("Kinesis", prices);
        for (Flow flow : List.of(marketData(plan.streams(), load, prices), live(plan.streams(), load))) {
            if (plan.streams().provisioned()) {
                provisioned(lines, flow, plan.streams(), load);
            } else {
                onDemand(lines, flow, plan.streams(), load);
            }
        }
        return lines.list();
    }

    private static Flow marketData(Plan.Streams streams, Load load, Prices prices) {
        int shards = streams.provisioned() ? streams.marketDataShards() : FIRST_SHARDS;
        BigDecimal most = BigDecimal.valueOf(shards)
                .multiply(MILLIS)
                .divide(BigDecimal.valueOf(streams.lingerMillis()), MathContext.DECIMAL64);
        BigDecimal records = load.tradesPerSecond().min(most);
        BigDecimal bytes = records.signum() == 0
                ? BigDecimal.ZERO
                : load.tradesPerSecond()
                        .multiply(prices.assumption("stream-bytes-a-trade"))
                        .divide(records, MathContext.DECIMAL64);
        return new Flow("market-data", shards, records, bytes, Certainty.KNOWN);
    }

    private static Flow live(Plan.Streams streams, Load load) {
        BigDecimal most =
                BUCKETS.multiply(MILLIS).divide(BigDecimal.valueOf(streams.updateMillis()), MathContext.DECIMAL64);
        return new Flow("live", streams.liveShards(), load.tradesPerSecond().min(most), KILOBYTE, Certainty.GUESSED);
    }

    private static void onDemand(Lines lines, Flow flow, Plan.Streams streams, Load load) {
        BigDecimal rounded =
                flow.bytesPerRecord().divide(KILOBYTE, 0, RoundingMode.CEILING).multiply(KILOBYTE);
        BigDecimal in = Lines.gigabytes(flow.records().multiply(rounded).multiply(load.seconds()));
        BigDecimal kept =
                Lines.gigabytes(flow.records().multiply(flow.bytesPerRecord()).multiply(load.seconds()));
        lines.fixed(flow.stream() + ", the stream", Load.HOURS_PER_MONTH, "hour", "kinesis.on-demand.stream-hour");
        lines.add(flow.stream() + ", in", in, "GB", "kinesis.on-demand.gb-in", Scale.IN_STEPS, flow.certainty());
        lines.add(flow.stream() + ", out", in, "GB", "kinesis.on-demand.gb-out", Scale.IN_STEPS, flow.certainty());
        retention(lines, flow, streams, kept);
        extended(streams)
                .ifPresent(hours -> lines.add(
                        flow.stream() + ", kept longer than a day",
                        kept.multiply(hours).divide(Load.HOURS_PER_MONTH, MathContext.DECIMAL64),
                        "GB-month",
                        "kinesis.on-demand.retention-gb-month",
                        Scale.IN_STEPS,
                        flow.certainty()));
    }

    private static void provisioned(Lines lines, Flow flow, Plan.Streams streams, Load load) {
        BigDecimal shardHours = Load.HOURS_PER_MONTH.multiply(BigDecimal.valueOf(flow.shards()));
        BigDecimal units = flow.bytesPerRecord().divide(PUT_UNIT, 0, RoundingMode.CEILING);
        BigDecimal kept =
                Lines.gigabytes(flow.records().multiply(flow.bytesPerRecord()).multiply(load.seconds()));
        lines.fixed(flow.stream() + ", shards", shardHours, "shard-hour", "kinesis.provisioned.shard-hour");
        lines.add(
                flow.stream() + ", records",
                flow.records().multiply(units).multiply(load.seconds()).divide(MILLION, MathContext.DECIMAL64),
                "million units",
                "kinesis.provisioned.put-unit-million",
                Scale.IN_STEPS,
                flow.certainty());
        if (extended(streams).isPresent()) {
            lines.fixed(
                    flow.stream() + ", kept longer than a day",
                    shardHours,
                    "shard-hour",
                    "kinesis.provisioned.retention-shard-hour");
        }
        retention(lines, flow, streams, kept);
    }

    /** What is kept beyond seven days. */
    private static void retention(Lines lines, Flow flow, Plan.Streams streams, BigDecimal kept) {
        int hours = streams.retentionHours() - SHORT_RETENTION_HOURS;
        if (hours > 0) {
            lines.add(
                    flow.stream() + ", kept longer than a week",
                    kept.multiply(BigDecimal.valueOf(hours)).divide(Load.HOURS_PER_MONTH, MathContext.DECIMAL64),
                    "GB-month",
                    "kinesis.long-retention-gb-month",
                    Scale.IN_STEPS,
                    flow.certainty());
        }
    }

    /** Hours beyond the first day, up to seven days. */
    private static java.util.Optional<BigDecimal> extended(Plan.Streams streams) {
        int hours = Math.min(streams.retentionHours(), SHORT_RETENTION_HOURS) - FREE_RETENTION_HOURS;
        return hours > 0 ? java.util.Optional.of(BigDecimal.valueOf(hours)) : java.util.Optional.empty();
    }
}
