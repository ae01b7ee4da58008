package io.tapeline.infra.night;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * A step of the long-lived cluster.
 *
 * @param clusterId its id
 * @param jarUri the job's jar on S3
 */
public record ClusterSubmission(String clusterId, String jarUri) implements Submission {
    static final String MAIN_CLASS = "io.tapeline.batch.NightlyJob";

    public ClusterSubmission {
        requireNonNull(clusterId, "clusterId is null");
        requireNonNull(jarUri, "jarUri is null");
    }

    @Override
    public String resource() {
        return "elasticmapreduce:addStep.sync";
    }

    @Override
    public Map<String, Object> arguments(List<String> jobArguments, int timeoutMinutes) {
        return Map.of(
                "ClusterId",
                clusterId,
                "Step",
                Map.of(
                        "Name",
                        Jsonata.expression("'nightly ' & $date"),
                        // The other choices end the cluster, and the stream with it.
                        "ActionOnFailure",
                        "CONTINUE",
                        "HadoopJarStep",
                        Map.of("Jar", "command-runner.jar", "Args", command(jobArguments))));
    }

    /** What runs on the primary node. */
    List<String> command(List<String> jobArguments) {
        List<String> command = new ArrayList<>(List.of(
                "spark-submit",
                "--master",
                "yarn",
                "--deploy-mode",
                "cluster",
                "--queue",
                "batch",
                "--name",
                "tapeline-nightly",
                // The workflow counts the attempts, not YARN beside it.
                "--conf",
                "spark.yarn.maxAppAttempts=1",
                "--class",
                MAIN_CLASS,
                jarUri));
        command.addAll(withDate(jobArguments));
        return List.copyOf(command);
    }

    static List<String> withDate(List<String> jobArguments) {
        List<String> all = new ArrayList<>(jobArguments);
        all.add(Jsonata.expression("'--date=' & $date"));
        all.add(Jsonata.expression("'--force=' & $string($plan.force)"));
        return List.copyOf(all);
    }

    @Override
    public List<String> busyErrors() {
        return List.of("ElasticMapReduce.ThrottlingException");
    }

    @Override
    public String logs() {
        return "the step of cluster " + clusterId + " and under emr/ of the log bucket";
    }

    @Override
    public List<PolicyStatement> permissions(Stack stack) {
        return List.of(
                Statements.allow(
                        "Step",
                        List.of(
                                "elasticmapreduce:AddJobFlowSteps",
                                "elasticmapreduce:DescribeStep",
                                "elasticmapreduce:CancelSteps"),
                        List.of(Statements.arn(stack, "elasticmapreduce", "cluster/" + clusterId))),
                Statements.completionRule(stack, "StepFunctionsGetEventForEMRAddJobFlowStepsRule"));
    }
}
