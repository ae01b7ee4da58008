package io.tapeline.infra.night;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * A job of EMR Serverless. Iceberg's classes, the network and the logs are settings of the application.
 *
 * @param applicationId the application that runs it
 * @param roleArn what the job may do
 * @param jarUri the job's jar on S3
 */
public record ServerlessSubmission(String applicationId, String roleArn, String jarUri) implements Submission {
    public ServerlessSubmission {
        requireNonNull(applicationId, "applicationId is null");
        requireNonNull(roleArn, "roleArn is null");
        requireNonNull(jarUri, "jarUri is null");
    }

    @Override
    public String resource() {
        return "emr-serverless:startJobRun.sync";
    }

    @Override
    public Map<String, Object> arguments(List<String> jobArguments, int timeoutMinutes) {
        return Map.of(
                "ApplicationId",
                applicationId,
                "ExecutionRoleArn",
                roleArn,
                "Name",
                Jsonata.expression("'nightly-' & $date"),
                "ExecutionTimeoutMinutes",
                timeoutMinutes,
                "JobDriver",
                Map.of(
                        "SparkSubmit",
                        Map.of(
                                "EntryPoint",
                                jarUri,
                                "EntryPointArguments",
                                ClusterSubmission.withDate(jobArguments),
                                "SparkSubmitParameters",
                                "--class " + ClusterSubmission.MAIN_CLASS)));
    }

    @Override
    public List<String> busyErrors() {
        return List.of("EMRServerless.ThrottlingException");
    }

    @Override
    public String logs() {
        return "the run of application " + applicationId + " and under emr-serverless/ of the log bucket";
    }

    @Override
    public List<PolicyStatement> permissions(Stack stack) {
        String application = Statements.arn(stack, "emr-serverless", "/applications/" + applicationId);
        PolicyStatement pass = Statements.allow("PassJobRole", List.of("iam:PassRole"), List.of(roleArn));
        pass.addCondition("StringEquals", Map.of("iam:PassedToService", "emr-serverless.amazonaws.com"));
        return List.of(
                Statements.allow("StartJob", List.of("emr-serverless:StartJobRun"), List.of(application)),
                // The id of a run is known when it is started, not before.
                Statements.allow(
                        "WatchJob",
                        List.of("emr-serverless:GetJobRun", "emr-serverless:CancelJobRun"),
                        List.of(application + "/jobruns/*")),
                pass,
                Statements.completionRule(stack, "StepFunctionsGetEventsForEMRServerlessJobRule"));
    }
}
