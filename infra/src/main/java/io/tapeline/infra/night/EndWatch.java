package io.tapeline.infra.night;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.SnsTopic;
import software.amazon.awscdk.services.events.targets.SnsTopicProps;
import software.amazon.awscdk.services.sns.ITopic;
import software.amazon.awscdk.services.stepfunctions.IStateMachine;
import software.constructs.Construct;

/** Tells of the ends of which a run cannot tell itself: its own timeout, and an abort. */
final class EndWatch extends Construct {
    EndWatch(Construct scope, ITopic topic, IStateMachine stateMachine, String prefix) {
        super(scope, "EndWatch");
        Rule rule = Rule.Builder.create(this, "Rule")
                .ruleName(prefix + "-nightly-broken-off")
                .description("Runs of the nightly workflow that were aborted or took too long")
                .eventPattern(EventPattern.builder()
                        .source(List.of("aws.states"))
                        .detailType(List.of("Step Functions Execution Status Change"))
                        .detail(Map.of(
                                "stateMachineArn",
                                List.of(stateMachine.getStateMachineArn()),
                                "status",
                                List.of("TIMED_OUT", "ABORTED")))
                        .build())
                .build();
        rule.addTarget(new SnsTopic(
                topic,
                SnsTopicProps.builder()
                        .message(RuleTargetInput.fromText(prefix + ": the nightly workflow ended as "
                                + EventField.fromPath("$.detail.status")
                                + ". Its job may be running still: see the cluster's steps. The lock expires by itself,"
                                + " then a new run may start. Execution: "
                                + EventField.fromPath("$.detail.executionArn")))
                        .build()));
    }
}
