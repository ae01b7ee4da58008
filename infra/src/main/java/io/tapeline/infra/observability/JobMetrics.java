package io.tapeline.infra.observability;

import io.tapeline.infra.Accepted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.emr.CfnStep;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * Installs, as a step of the cluster, a timer on its primary node that sends the jobs' figures to CloudWatch each minute.
 *
 * <p>Flink's and Spark's own reporters need an agent on each node to talk to. Their REST APIs have the same figures, and YARN says where
 * they are: so one script of the standard library on one node does.
 */
final class JobMetrics extends Construct {
    private static final String SCRIPT = "job_metrics.py";

    JobMetrics(Construct scope, String prefix, String region, Watched.Cluster cluster) {
        super(scope, "JobMetrics");
        Asset script =
                Asset.Builder.create(this, "Script").path(copy().toString()).build();
        Policy policy = Policy.Builder.create(this, "Policy")
                .roles(List.of(cluster.jobRole()))
                .statements(List.of(
                        PolicyStatement.Builder.create()
                                .effect(Effect.ALLOW)
                                .actions(List.of("cloudwatch:PutMetricData"))
                                .resources(List.of("*"))
                                .conditions(Map.of(
                                        "StringEquals", Map.of("cloudwatch:namespace", Metrics.namespace(prefix))))
                                .build(),
                        PolicyStatement.Builder.create()
                                .effect(Effect.ALLOW)
                                .actions(List.of("s3:GetObject"))
                                .resources(List.of(script.getBucket().arnForObjects(script.getS3ObjectKey())))
                                .build()))
                .build();
        Accepted.finding(
                policy,
                "AwsSolutions-IAM5",
                List.of("Resource::*"),
                "PutMetricData knows no resources; the condition leaves the namespace of this pipeline only");
        CfnStep step = CfnStep.Builder.create(this, "Install")
                .jobFlowId(cluster.id())
                .name("figures of the jobs")
                .actionOnFailure("CONTINUE")
                .hadoopJarStep(CfnStep.HadoopJarStepConfigProperty.builder()
                        .jar("command-runner.jar")
                        .args(List.of("bash", "-c", install(script, prefix, region)))
                        .build())
                .build();
        step.getNode().addDependency(policy);
    }

    private static String install(Asset script, String prefix, String region) {
        String target = "/usr/local/bin/tapeline-job-metrics";
        return "set -eu; sudo aws s3 cp --region " + region + " " + script.getS3ObjectUrl() + " " + target
                + "; sudo chmod 755 " + target + "; sudo " + target + " --install --namespace "
                + Metrics.namespace(prefix) + " --region " + region;
    }

    /** An asset is a file, and a resource may lie in a jar. */
    private static Path copy() {
        try {
            Path copy = Files.createTempFile("job_metrics", ".py");
            copy.toFile().deleteOnExit();
            return Files.writeString(copy, LakeChecks.resource(SCRIPT));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
