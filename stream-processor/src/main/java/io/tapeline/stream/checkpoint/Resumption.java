package io.tapeline.stream.checkpoint;

import io.tapeline.stream.config.StreamConfig;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RestoreMode;
import org.apache.flink.core.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a job that is started again go on where its last run stopped, however it stopped. One that began anew would read
 * the stream from its oldest record, and write to the lake again what is there.
 */
public final class Resumption {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private Resumption() {}

    /**
     * Adds the checkpoint to resume from, if there is one, to the job's settings. A checkpoint that the submission names
     * comes before it; so does, after a failure of the job manager, what Flink's high availability remembers.
     *
     * @param flink of the job
     * @param submission what the cluster and the submission say
     * @throws IOException if the checkpoints cannot be looked through
     */
    public static void add(StreamConfig.Execution execution, Configuration flink, ReadableConfig submission)
            throws IOException {
        Optional<String> named = submission.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        if (named.isPresent() || !execution.resume()) {
            LOG.info(
                    "not looking for checkpoints, for resume={} and the submission names={}",
                    execution.resume(),
                    named);
            return;
        }
        Optional<Path> checkpoint = LatestCheckpoint.under(execution.checkpoints());
        if (checkpoint.isEmpty()) {
            LOG.info("starting anew, for there is no checkpoint under={}", execution.checkpoints());
            return;
        }
        LOG.info("resuming checkpoint={}", checkpoint.get());
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, checkpoint.get().toString());
        // Claimed: Flink deletes it once a newer one is complete, so that checkpoints do not pile up.
        flink.set(StateRecoveryOptions.RESTORE_MODE, RestoreMode.CLAIM);
    }
}
