package io.tapeline.infra.night;

import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** Statements of policies, and the names of what they are about. */
final class Statements {
    private Statements() {}

    static PolicyStatement allow(String sid, List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources)
                .build();
    }

    /** How a workflow learns that a job has ended: a rule of AWS's own, of a fixed name. */
    static PolicyStatement completionRule(Stack stack, String rule) {
        return allow(
                "JobEnd",
                List.of("events:PutTargets", "events:PutRule", "events:DescribeRule"),
                List.of(arn(stack, "events", "rule/" + rule)));
    }

    static String arn(Stack stack, String service, String resource) {
        return "arn:" + Aws.PARTITION + ":" + service + ":" + stack.getRegion() + ":" + stack.getAccount() + ":"
                + resource;
    }
}
