package io.tapeline.infra.observability;

import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.s3.IBucket;

/**
 * What is watched, by the names that CloudWatch knows it under. What is not deployed is absent, and so are its alarms and widgets.
 */
public record Watched(
        Streams streams,
        Lake lake,
        Optional<Cluster> cluster,
        Optional<Services> services,
        Optional<Night> night,
        Optional<Warehouse> warehouse) {
    /** The streams, by name. */
    public record Streams(String marketData, String live) {}

    /**
     * The lake.
     *
     * @param bucket tables and checkpoints
     * @param results where Athena puts its answers
     * @param database of Glue
     * @param workgroup of Athena
     * @param catalogKey lets a role use what encrypts the catalog, if anything does
     */
    public record Lake(
            IBucket bucket, IBucket results, String database, String workgroup, Consumer<IGrantable> catalogKey) {}

    /**
     * The cluster.
     *
     * @param id such as {@code j-1A2B3C4D5E6F7}
     * @param jobRole what its nodes may do, which gets what the jobs' figures need
     * @param end whether it is meant to go when nothing runs
     */
    public record Cluster(String id, IRole jobRole, End end) {}

    /** Whether a cluster is meant to go when nothing runs on it. */
    public enum End {
        NEVER,
        WHEN_IDLE
    }

    /**
     * The services.
     *
     * @param loadBalancer its full name: {@code app/NAME/ID}
     * @param cluster of ECS
     * @param ingestLogs the group of what ingest logs, as JSON
     */
    public record Services(
            String loadBalancer, String cluster, String ingest, String live, Optional<String> ingestLogs) {
        /** The ARN of a service of theirs. */
        String arn(String service) {
            return "arn:" + Aws.PARTITION + ":ecs:" + Aws.REGION + ":" + Aws.ACCOUNT_ID + ":service/" + cluster + "/"
                    + service;
        }
    }

    /** The night. */
    public record Night(String stateMachineArn) {}

    /** The warehouse. */
    public record Warehouse(String workgroup) {}
}
