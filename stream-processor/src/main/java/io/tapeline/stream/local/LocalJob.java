package io.tapeline.stream.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The job running in this process. SIGTERM and SIGINT cancel it: its last checkpoint stays, and the next start resumes
 * from there, so nothing is lost and nothing doubled.
 */
public final class LocalJob {
    private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final JobClient client;
    private final CountDownLatch ended = new CountDownLatch(1);

    private LocalJob(JobClient client) {
        this.client = client;
    }

    /**
     * Starts the environment's job.
     *
     * @throws Exception if it cannot be started
     */
    public static LocalJob start(StreamExecutionEnvironment env) throws Exception {
        LocalJob job = new LocalJob(env.executeAsync());
        Runtime.getRuntime().addShutdownHook(new Thread(job::stop, "stop-job"));
        return job;
    }

    /**
     * Waits until the job has ended.
     *
     * @throws ExecutionException if it has failed for good
     */
    public void awaitEnd() throws ExecutionException, InterruptedException {
        try {
            client.getJobExecutionResult().get();
        } finally {
            ended.countDown();
        }
    }

    private void stop() {
        if (ended.getCount() == 0) {
            return;
        }
        LOG.info("stopping job={}", client.getJobID());
        try {
            client.cancel().get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            // The result arrives when all tasks have stopped and the cluster is closed.
            client.getJobExecutionResult()
                    .handle((result, failure) -> true)
                    .get(STOP_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            LOG.info("stopped job={}", client.getJobID());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failed) {
            LOG.warn("did not stop in time job={}", client.getJobID(), failed);
        }
    }
}
