package io.tapeline.infra.night;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Where the nightly job runs, and how the workflow starts it there and waits for its end. */
public sealed interface Submission permits ClusterSubmission, ServerlessSubmission, GlueSubmission {
    /** What the workflow calls: the call that ends when the job ends. */
    String resource();

    /**
     * What it calls it with.
     *
     * @param jobArguments {@code --KEY=VALUE} or {@code --KEY}; the date, and whether to force, come after them
     * @param timeoutMinutes after which the job ends by itself, where it can be told so: the workflow's own timeout ends
     *     the waiting, and the job only if the service can still be reached
     */
    Map<String, Object> arguments(List<String> jobArguments, int timeoutMinutes);

    /** Errors of a call that was too early: tried again without counting as an attempt. */
    List<String> busyErrors();

    /** Where the job's log is, in a sentence behind "in". */
    String logs();

    /** What the workflow needs to be allowed, on this one job alone. */
    List<PolicyStatement> permissions(Stack stack);
}
