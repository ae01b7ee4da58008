package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.wafv2.CfnLoggingConfiguration;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/** The firewall before the load balancer: AWS's rules of known attacks, and a limit of each address's requests. */
final class WebAcl extends Construct {
    /**
     * Of the common rules these only count. Posts are large by design, and their size is bounded by the ingest service. Producers are
     * programs, and not all of them say which.
     */
    private static final List<String> COUNTED = List.of("SizeRestrictions_BODY", "NoUserAgent_HEADER");

    private final InfraConfig config;
    private final CfnWebACL acl;

    WebAcl(Construct scope, InfraConfig config, String balancerArn) {
        super(scope, "WebAcl");
        this.config = config;
        this.acl = CfnWebACL.Builder.create(this, "Acl")
                .name(config.general().prefix() + "-services")
                .scope("REGIONAL")
                .defaultAction(CfnWebACL.DefaultActionProperty.builder()
                        .allow(CfnWebACL.AllowActionProperty.builder().build())
                        .build())
                .visibilityConfig(visibility("services"))
                .rules(List.of(
                        rate(0),
                        managed(1, "AWSManagedRulesKnownBadInputsRuleSet", List.of()),
                        managed(2, "AWSManagedRulesCommonRuleSet", COUNTED)))
                .build();
        CfnWebACLAssociation.Builder.create(this, "Association")
                .resourceArn(balancerArn)
                .webAclArn(acl.getAttrArn())
                .build();
    }

    private CfnWebACL.RuleProperty rate(int priority) {
        return CfnWebACL.RuleProperty.builder()
                .name("RequestsOfAnAddress")
                .priority(priority)
                .action(CfnWebACL.RuleActionProperty.builder()
                        .block(CfnWebACL.BlockActionProperty.builder().build())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .rateBasedStatement(CfnWebACL.RateBasedStatementProperty.builder()
                                .aggregateKeyType("IP")
                                .evaluationWindowSec(300)
                                .limit(config.services().wafRateLimit())
                                .build())
                        .build())
                .visibilityConfig(visibility("requests-of-an-address"))
                .build();
    }

    private CfnWebACL.RuleProperty managed(int priority, String name, List<String> counted) {
        return CfnWebACL.RuleProperty.builder()
                .name(name)
                .priority(priority)
                .overrideAction(CfnWebACL.OverrideActionProperty.builder()
                        .none(Map.of())
                        .build())
                .statement(CfnWebACL.StatementProperty.builder()
                        .managedRuleGroupStatement(CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                                .vendorName("AWS")
                                .name(name)
                                .ruleActionOverrides(
                                        counted.stream().map(WebAcl::count).toList())
                                .build())
                        .build())
                .visibilityConfig(visibility(name))
                .build();
    }

    private static CfnWebACL.RuleActionOverrideProperty count(String rule) {
        return CfnWebACL.RuleActionOverrideProperty.builder()
                .name(rule)
                .actionToUse(CfnWebACL.RuleActionProperty.builder()
                        .count(CfnWebACL.CountActionProperty.builder().build())
                        .build())
                .build();
    }

    private static CfnWebACL.VisibilityConfigProperty visibility(String metric) {
        return CfnWebACL.VisibilityConfigProperty.builder()
                .cloudWatchMetricsEnabled(true)
                // Samples would show headers of requests, and so keys, in the console.
                .sampledRequestsEnabled(false)
                .metricName(metric)
                .build();
    }

    /** Logs what was blocked, without the keys. */
    void log(RetentionDays retention, Optional<IKey> key) {
        // WAF takes no other beginning of the name.
        LogGroup.Builder group = LogGroup.Builder.create(this, "Logs")
                .logGroupName("aws-waf-logs-" + config.general().prefix())
                .retention(retention)
                .removalPolicy(RemovalPolicy.DESTROY);
        key.ifPresent(group::encryptionKey);
        LogGroup logs = group.build();
        CfnLoggingConfiguration logging = CfnLoggingConfiguration.Builder.create(this, "Logging")
                .resourceArn(acl.getAttrArn())
                .logDestinationConfigs(List.of(WafLogs.arn(this, logs.getLogGroupName())))
                .redactedFields(headers("authorization", "x-api-key"))
                .loggingFilter(Map.of(
                        "DefaultBehavior",
                        "DROP",
                        "Filters",
                        List.of(Map.of(
                                "Behavior",
                                "KEEP",
                                "Requirement",
                                "MEETS_ANY",
                                "Conditions",
                                List.of(Map.of("ActionCondition", Map.of("Action", "BLOCK")))))))
                .build();
        logging.getNode().addDependency(WafLogs.allow(this, logs, config));
    }

    private static List<CfnLoggingConfiguration.FieldToMatchProperty> headers(String... names) {
        return Arrays.stream(names)
                .map(name -> CfnLoggingConfiguration.FieldToMatchProperty.builder()
                        .singleHeader(Map.of("Name", name))
                        .build())
                .toList();
    }
}
