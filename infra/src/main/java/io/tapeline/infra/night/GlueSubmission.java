package io.tapeline.infra.night;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * A run of a Glue job, whose script gives the job what the run has as {@code --arguments}, with spaces between them and
 * without their dashes: Glue's own parser takes a value that begins with one for the next argument.
 *
 * @param jobName its name
 */
public record GlueSubmission(String jobName) implements Submission {
    private static final String DASHES = "--";

    public GlueSubmission {
        requireNonNull(jobName, "jobName is null");
    }

    @Override
    public String resource() {
        return "glue:startJobRun.sync";
    }

    @Override
    public Map<String, Object> arguments(List<String> jobArguments, int timeoutMinutes) {
        String fixed = jobArguments.stream()
                .map(argument -> argument.substring(DASHES.length()) + " ")
                .collect(Collectors.joining());
        return Map.of(
                "JobName",
                jobName,
                "Timeout",
                timeoutMinutes,
                "Arguments",
                Map.of(
                        "--arguments",
                        Jsonata.expression("'" + fixed + "date=' & $date & ' force=' & $string($plan.force)")));
    }

    @Override
    public List<String> busyErrors() {
        return List.of("Glue.ThrottlingException", "Glue.ConcurrentRunsExceededException");
    }

    @Override
    public String logs() {
        return "the run of the Glue job " + jobName;
    }

    @Override
    public List<PolicyStatement> permissions(Stack stack) {
        return List.of(Statements.allow(
                "GlueJob",
                List.of("glue:StartJobRun", "glue:GetJobRun", "glue:GetJobRuns", "glue:BatchStopJobRun"),
                List.of(Statements.arn(stack, "glue", "job/" + jobName))));
    }
}
