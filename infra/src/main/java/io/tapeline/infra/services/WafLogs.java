package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.ResourcePolicy;
import software.constructs.Construct;

/** How the firewall gets at its log group. */
final class WafLogs {
    private WafLogs() {}

    /** Of a log group, without the star that its own has at the end, which WAF does not take. */
    static String arn(Construct scope, String group) {
        return Stack.of(scope)
                .formatArn(ArnComponents.builder()
                        .service("logs")
                        .resource("log-group")
                        .resourceName(group)
                        .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                        .build());
    }

    /** WAF would allow itself, if whoever deploys may change such policies; here it need not. */
    static ResourcePolicy allow(Construct scope, LogGroup logs, InfraConfig config) {
        return ResourcePolicy.Builder.create(scope, "LogsPolicy")
                .resourcePolicyName(config.general().prefix() + "-waf")
                .policyStatements(List.of(PolicyStatement.Builder.create()
                        .sid("WafDelivers")
                        .principals(List.of(new ServicePrincipal("delivery.logs.amazonaws.com")))
                        .actions(List.of("logs:CreateLogStream", "logs:PutLogEvents"))
                        .resources(List.of(logs.getLogGroupArn()))
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", Aws.ACCOUNT_ID)))
                        .build()))
                .build();
    }
}
