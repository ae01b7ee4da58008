package io.tapeline.infra.cluster;

import io.tapeline.infra.config.InfraKey;
import io.tapeline.settings.Settings;

/**
 * How the stream job, the night and analysts share YARN, in percent.
 *
 * @param streaming guaranteed to the stream job
 * @param batch guaranteed to the night
 * @param batchLimit what the night never exceeds
 */
public record QueuesConfig(int streaming, int batch, int batchLimit) {
    static QueuesConfig read(Settings settings) {
        QueuesConfig config = new QueuesConfig(
                settings.integer(InfraKey.STREAMING_QUEUE_SHARE, 1, 98),
                settings.integer(InfraKey.BATCH_QUEUE_SHARE, 1, 98),
                settings.integer(InfraKey.BATCH_QUEUE_LIMIT, 1, 99));
        if (config.streaming + config.batch > 99) {
            settings.problem(
                    InfraKey.BATCH_QUEUE_SHARE,
                    "and streaming_queue_share leave nothing for analysts: " + config.batch + " + " + config.streaming);
        }
        if (config.batchLimit < config.batch) {
            settings.problem(
                    InfraKey.BATCH_QUEUE_LIMIT,
                    "is below batch_queue_share: " + config.batchLimit + " < " + config.batch);
        }
        if (config.streaming + config.batchLimit > 100) {
            settings.problem(
                    InfraKey.BATCH_QUEUE_LIMIT,
                    "would take what streaming_queue_share guarantees: " + config.batchLimit + " + " + config.streaming
                            + " > 100");
        }
        return config;
    }

    /** What is guaranteed to analysts. */
    public int analysts() {
        return 100 - streaming - batch;
    }
}
