package io.tapeline.infra.network;

import java.util.Optional;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.ec2.FlowLog;
import software.amazon.awscdk.services.ec2.FlowLogDestination;
import software.amazon.awscdk.services.ec2.FlowLogMaxAggregationInterval;
import software.amazon.awscdk.services.ec2.FlowLogResourceType;
import software.amazon.awscdk.services.ec2.FlowLogTrafficType;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A line for each connection of the VPC, in CloudWatch. */
final class FlowRecords extends Construct {
    /**
     * @param name of the log group
     * @param key what encrypts it, if not a key of AWS
     */
    FlowRecords(NetworkStack stack, NetworkConfig config, String name, RetentionDays retention, Optional<IKey> key) {
        super(stack, "FlowRecords");
        LogGroup.Builder logs = LogGroup.Builder.create(this, "Logs")
                .logGroupName(name)
                .retention(retention)
                .removalPolicy(RemovalPolicy.DESTROY);
        key.ifPresent(logs::encryptionKey);
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("vpc-flow-logs.amazonaws.com"))
                .description("Writes the VPC's flow logs to their log group")
                .build();
        FlowLog.Builder.create(this, "Log")
                .resourceType(FlowLogResourceType.fromVpc(stack.vpc()))
                .destination(FlowLogDestination.toCloudWatchLogs(logs.build(), role))
                .trafficType(
                        config.flowLogs() == NetworkConfig.FlowLogs.ALL
                                ? FlowLogTrafficType.ALL
                                : FlowLogTrafficType.REJECT)
                .maxAggregationInterval(FlowLogMaxAggregationInterval.TEN_MINUTES)
                .build();
    }
}
