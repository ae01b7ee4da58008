package io.tapeline.infra;

import io.tapeline.infra.batch.BatchStack;
import io.tapeline.infra.cluster.ClusterStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.night.ClusterSubmission;
import io.tapeline.infra.night.GlueSubmission;
import io.tapeline.infra.night.NightStack;
import io.tapeline.infra.night.NightlyArguments;
import io.tapeline.infra.night.ServerlessSubmission;
import io.tapeline.infra.night.Submission;
import io.tapeline.infra.warehouse.WarehouseStack;
import java.util.Optional;
import software.amazon.awscdk.services.iam.IRole;
import software.constructs.Construct;

/** The night, told where its job runs and what that reads and loads. */
final class Nights {
    private Nights() {}

    static NightStack of(
            Construct scope,
            InfraConfig config,
            Artifacts artifacts,
            FoundationStack foundation,
            LakeStack lake,
            ClusterStack cluster,
            Optional<BatchStack> batch,
            Optional<WarehouseStack> warehouse) {
        Submission submission =
                batch.map(Nights::elsewhere).orElseGet(() -> onCluster(config, artifacts, lake, cluster));
        NightlyArguments arguments = new NightlyArguments(
                lake.warehouseUri(),
                config.general().region(),
                warehouse.map(redshift -> new NightlyArguments.Load(
                        redshift.jdbcUrl(),
                        Optional.empty(),
                        lake.stagingUri(),
                        redshift.copyRole().getRoleArn())),
                config.night().jobArguments());
        return new NightStack(scope, config, foundation, submission, arguments);
    }

    private static Submission onCluster(InfraConfig config, Artifacts artifacts, LakeStack lake, ClusterStack cluster) {
        Jar jar = Jar.of(cluster, config.general(), "batch-jobs-emr.jar", artifacts.batchJar(), lake.artifacts());
        jar.grantRead(cluster.jobRole());
        return new ClusterSubmission(cluster.clusterId(), jar.uri());
    }

    private static Submission elsewhere(BatchStack batch) {
        return batch.glueJobName()
                .<Submission>map(GlueSubmission::new)
                .orElseGet(() -> new ServerlessSubmission(
                        batch.serverlessApplicationId().orElseThrow(),
                        batch.serverlessRole().map(IRole::getRoleArn).orElseThrow(),
                        batch.jar()));
    }
}
