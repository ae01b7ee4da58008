package io.tapeline.infra.network;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpoint;
import software.amazon.awscdk.services.ec2.GatewayVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpoint;
import software.amazon.awscdk.services.ec2.InterfaceVpcEndpointAwsService;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/**
 * The ways from the private subnets to AWS's services. Through them goes what this account's roles ask of this account's
 * resources, and what Amazon Linux, EMR and ECR fetch from their own buckets; so nothing can be carried off to the buckets
 * of another account.
 */
final class Endpoints extends Construct {
    private final NetworkStack stack;
    private final NetworkConfig config;
    private final String prefix;

    Endpoints(NetworkStack stack, NetworkConfig config, String prefix) {
        super(stack, "Endpoints");
        this.stack = stack;
        this.config = config;
        this.prefix = prefix;
        s3();
        dynamoDb();
        interfaces();
    }

    private void s3() {
        GatewayVpcEndpoint endpoint = gateway("S3", GatewayVpcEndpointAwsService.S3);
        endpoint.addToPolicy(PolicyStatement.Builder.create()
                .sid("OwnBuckets")
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:*"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("aws:ResourceAccount", Aws.ACCOUNT_ID)))
                .build());
        endpoint.addToPolicy(reads(
                "AmazonLinux",
                "al2023-repos-" + stack.getRegion() + "-de612dc2",
                "amazonlinux-2-repos-" + stack.getRegion()));
        endpoint.addToPolicy(reads(
                "Emr", "repo." + stack.getRegion() + ".emr.amazonaws.com", stack.getRegion() + ".elasticmapreduce"));
        endpoint.addToPolicy(reads("EcrLayers", "prod-" + stack.getRegion() + "-starport-layer-bucket"));
        // The cluster's own logs go to EMR too, and its history servers' pages are made from there.
        String logs =
                stack.getRegion().equals("us-east-1") ? "aws157-logs-prod" : "aws157-logs-prod-" + stack.getRegion();
        endpoint.addToPolicy(PolicyStatement.Builder.create()
                .sid("EmrLogs")
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:PutObject", "s3:AbortMultipartUpload", "s3:GetObject"))
                .resources(List.of(objects(logs), objects("prod." + stack.getRegion() + ".appinfo.src")))
                .build());
    }

    private static PolicyStatement reads(String sid, String... buckets) {
        return PolicyStatement.Builder.create()
                .sid(sid)
                .principals(List.of(new AnyPrincipal()))
                .actions(List.of("s3:GetObject"))
                .resources(Arrays.stream(buckets).map(Endpoints::objects).toList())
                .build();
    }

    private static String objects(String bucket) {
        return "arn:" + Aws.PARTITION + ":s3:::" + bucket + "/*";
    }

    private void dynamoDb() {
        gateway("DynamoDb", GatewayVpcEndpointAwsService.DYNAMODB)
                .addToPolicy(PolicyStatement.Builder.create()
                        .sid("OwnTables")
                        .principals(List.of(new AnyPrincipal()))
                        .actions(List.of("dynamodb:*"))
                        .resources(List.of("*"))
                        .conditions(Map.of("StringEquals", Map.of("aws:ResourceAccount", Aws.ACCOUNT_ID)))
                        .build());
    }

    private GatewayVpcEndpoint gateway(String id, GatewayVpcEndpointAwsService service) {
        return GatewayVpcEndpoint.Builder.create(this, id)
                .vpc(stack.vpc())
                .service(service)
                .subnets(List.of(stack.selection()))
                .build();
    }

    private void interfaces() {
        SecurityGroup group = SecurityGroup.Builder.create(this, "Group")
                .vpc(stack.vpc())
                .securityGroupName(prefix + "-endpoints")
                .description("Endpoints of the services of AWS: HTTPS from the VPC")
                .allowAllOutbound(false)
                .build();
        group.addIngressRule(Peer.ipv4(config.vpcCidr()), Port.tcp(443), "HTTPS from the VPC");
        for (String service : config.interfaceEndpoints()) {
            InterfaceVpcEndpoint endpoint = InterfaceVpcEndpoint.Builder.create(this, service.replace('.', '-'))
                    .vpc(stack.vpc())
                    .service(new InterfaceVpcEndpointAwsService(service))
                    .subnets(stack.selection())
                    .securityGroups(List.of(group))
                    .privateDnsEnabled(true)
                    .open(false)
                    .build();
            endpoint.addToPolicy(PolicyStatement.Builder.create()
                    .sid("OwnRoles")
                    .principals(List.of(new AnyPrincipal()))
                    .actions(List.of("*"))
                    .resources(List.of("*"))
                    .conditions(Map.of("StringEquals", Map.of("aws:PrincipalAccount", Aws.ACCOUNT_ID)))
                    .build());
        }
    }
}
