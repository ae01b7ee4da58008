package io.tapeline.infra.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.synth.Found;
import io.tapeline.infra.synth.NeedsNode;
import io.tapeline.infra.synth.Synth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

@NeedsNode
class WebAclTest {
    private static final String ACL = "AWS::WAFv2::WebACL";

    @Test
    void blocksWhatAwsKnowsAndWhoAsksTooMuchButNoLargePosts() {
        Template template = Synth.template(
                Synth.infra("dev", "waf_enabled=true", "waf_rate_limit=5000").services());
        List<Object> rules = Found.list(Found.at(Found.only(template, ACL), "Rules"));

        assertThat(rules)
                .extracting(rule -> Found.at(rule, "Priority") + " " + Found.at(rule, "Name"))
                .containsExactly(
                        "0 RequestsOfAnAddress",
                        "1 AWSManagedRulesKnownBadInputsRuleSet",
                        "2 AWSManagedRulesCommonRuleSet");
        assertThat(Found.map(Found.at(rules.get(0), "Statement", "RateBasedStatement")))
                .containsEntry("Limit", 5000)
                .containsEntry("AggregateKeyType", "IP")
                .containsEntry("EvaluationWindowSec", 300);
        assertThat(Found.at(rules.get(0), "Action")).isEqualTo(Map.of("Block", Map.of()));
        assertThat(rules.subList(1, 3))
                .allSatisfy(rule -> assertThat(Found.at(rule, "OverrideAction")).isEqualTo(Map.of("None", Map.of())));
        assertThat(Found.list(Found.at(rules.get(2), "Statement", "ManagedRuleGroupStatement", "RuleActionOverrides")))
                .containsExactly(
                        Map.of("Name", "SizeRestrictions_BODY", "ActionToUse", Map.of("Count", Map.of())),
                        Map.of("Name", "NoUserAgent_HEADER", "ActionToUse", Map.of("Count", Map.of())));
        template.resourceCountIs("AWS::WAFv2::WebACLAssociation", 1);
    }

    @Test
    void logsWhatItBlocksWithoutKeys() {
        Template prod = Synth.template(Synth.whole("prod").services());
        Map<String, Object> logging = Found.only(prod, "AWS::WAFv2::LoggingConfiguration");

        assertThat(Found.list(Found.at(logging, "RedactedFields")))
                .containsExactly(
                        Map.of("SingleHeader", Map.of("Name", "authorization")),
                        Map.of("SingleHeader", Map.of("Name", "x-api-key")));
        assertThat(Found.at(logging, "LoggingFilter", "DefaultBehavior")).isEqualTo("DROP");
        assertThat(Found.at(logging, "LoggingFilter", "Filters", 0, "Conditions", 0, "ActionCondition", "Action"))
                .isEqualTo("BLOCK");
        assertThat(Found.at(logging, "LogDestinationConfigs", 0).toString()).doesNotContain(":*");
        prod.hasResourceProperties("AWS::Logs::LogGroup", Map.of("LogGroupName", "aws-waf-logs-tapeline-prod"));
        prod.resourceCountIs("AWS::Logs::ResourcePolicy", 1);
    }

    @Test
    void isLeftOutWhereItIsNotWanted() {
        Synth.template(Synth.whole("dev").services()).resourceCountIs(ACL, 0);
    }
}
