package io.tapeline.infra;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.IConstruct;

/** What cdk-nag would find, and is right as it is: each finding with the reason, which the template keeps. */
public final class Accepted {
    private Accepted() {}

    /**
     * Accepts a finding on a construct and all below it.
     *
     * @param rule such as {@code AwsSolutions-IAM5}
     * @param reason why it is right here
     */
    public static void finding(IConstruct construct, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }

    /**
     * Accepts a finding where it names one thing only.
     *
     * @param appliesTo the thing, as the finding has it in brackets, such as {@code Action::kms:GenerateDataKey*}
     */
    public static void finding(IConstruct construct, String rule, List<String> appliesTo, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder()
                        .id(rule)
                        .reason(reason)
                        .appliesTo(appliesTo)
                        .build()),
                true);
    }
}
