package io.tapeline.infra.cost;

import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.streams.StreamsConfig;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The plan that settings describe. */
final class Plans {
    /** The job's default, {@code live.interval}. */
    private static final int UPDATE_MILLIS = 250;
    /** Ingest's default, {@code ingest.publisher.linger}. */
    private static final int LINGER_MILLIS = 20;
    /** The job's default, {@code checkpoints.interval}. */
    private static final int CHECKPOINT_SECONDS = 5;

    private Plans() {}

    static Plan of(InfraConfig config) {
        StreamsConfig streams = config.streams();
        return new Plan(
                new Plan.Cluster("m5.xlarge", "m5.xlarge", 2, "m5.xlarge", 0, 1, 64, 0),
                new Plan.Batch(Plan.BatchTarget.EMR_EC2, 0),
                new Plan.Streams(
                        streams.mode() == StreamsConfig.Mode.PROVISIONED,
                        streams.marketDataShards(),
                        streams.liveShards(),
                        streams.retentionHours(),
                        LINGER_MILLIS,
                        CHECKPOINT_SECONDS,
                        UPDATE_MILLIS),
                new Plan.Services(
                        "arm64",
                        List.of(
                                new Plan.Task("ingest", 1, BigDecimal.ONE, BigDecimal.valueOf(2)),
                                new Plan.Task("live", 1, BigDecimal.ONE, BigDecimal.valueOf(2))),
                        4),
                Optional.of(new Plan.Warehouse(8)),
                new Plan.Watch(30, 1, 4, 20, config.general().logRetentionDays()),
                new Plan.Network(
                        config.network().zones().size(), 10, 0, config.general().kmsEncryption() ? 1 : 0, 2));
    }
}
