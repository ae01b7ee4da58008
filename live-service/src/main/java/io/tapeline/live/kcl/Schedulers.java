package io.tapeline.live.kcl;

import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.leases.LeaseManagementConfig;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/** KCL's scheduler, set up for a worker that is alone in its application. */
final class Schedulers {
    /** Kinesis allows five reads a second of a shard, and KCL no shorter pause. */
    private static final long POLL_MILLIS = 200;

    private static final long PARENT_POLL_MILLIS = 500;

    private Schedulers() {}

    static Scheduler create(KclSettings settings, Clients clients, ShardRecordProcessorFactory readers) {
        ConfigsBuilder configs = new ConfigsBuilder(
                new SingleStreamTracker(
                        settings.stream(),
                        InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.LATEST)),
                settings.application(),
                clients.kinesis(),
                clients.dynamoDb(),
                clients.cloudWatch(),
                settings.application(),
                readers);
        long failover = settings.failover().toMillis();
        LeaseManagementConfig leases = configs.leaseManagementConfig();
        return new Scheduler(
                configs.checkpointConfig(),
                configs.coordinatorConfig()
                        .parentShardPollIntervalMillis(PARENT_POLL_MILLIS)
                        .skipShardSyncAtWorkerInitializationIfLeasesExist(true),
                leases.failoverTimeMillis(failover)
                        .shardSyncIntervalMillis(failover)
                        .leasesRecoveryAuditorExecutionFrequencyMillis(failover)
                        // There is nobody to balance with, or to hand a lease over to.
                        .workerUtilizationAwareAssignmentConfig(
                                leases.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true))
                        .gracefulLeaseHandoffConfig(
                                leases.gracefulLeaseHandoffConfig().isGracefulLeaseHandoffEnabled(false)),
                configs.lifecycleConfig(),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                // Also if there is nothing new: it is the reader's sign of life.
                configs.processorConfig().callProcessRecordsEvenForEmptyRecordList(true),
                configs.retrievalConfig().retrievalSpecificConfig(retrieval(settings, clients)));
    }

    private static RetrievalSpecificConfig retrieval(KclSettings settings, Clients clients) {
        return switch (settings.consumer()) {
            case POLLING ->
                new PollingConfig(settings.stream(), clients.kinesis()).idleTimeBetweenReadsInMillis(POLL_MILLIS);
            case FAN_OUT ->
                new FanOutConfig(clients.kinesis())
                        .streamName(settings.stream())
                        .applicationName(settings.application())
                        .consumerName(settings.application());
        };
    }
}
