package io.tapeline.infra.batch;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.Jar;
import io.tapeline.infra.cluster.JobPermissions;
import io.tapeline.infra.cluster.Scripts;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.glue.CfnConnection;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;

/**
 * The night as a Glue job: a script calls the night's main class with what the run gives as {@code --arguments}. Its workers
 * are in the VPC, whence they reach the warehouse.
 */
final class GlueBatch {
    private static final String GLUE_VERSION = "5.0";
    private static final String LOGS_PREFIX = "glue";

    private final Role role;
    private final SecurityGroup group;
    private final CfnJob job;
    private final String name;

    GlueBatch(
            Stack stack,
            String name,
            InfraConfig config,
            Optional<IKey> key,
            NetworkStack network,
            LakeStack lake,
            Jar jar) {
        BatchConfig.Glue settings = config.batch().glue();
        this.name = name;
        this.role = Role.Builder.create(stack, "Role")
                .description("The night on Glue")
                .assumedBy(new ServicePrincipal("glue.amazonaws.com"))
                .build();
        jar.grantRead(role);
        String script = Scripts.add(stack, "Script", GlueBatch.class, "NightlyGlue.scala", role);
        this.group = SecurityGroup.Builder.create(stack, "Workers")
                .vpc(network.vpc())
                .description("Workers of Glue")
                .allowAllOutbound(true)
                .build();
        group.addIngressRule(group, Port.allTcp(), "Between workers: Glue asks for all ports");
        CfnConnection connection = connection(stack, network.subnets().get(0));
        Optional<String> security =
                key.map(used -> GlueEncryption.add(stack, name, used).getRef());
        allow(stack, lake, key);
        CfnJob.Builder builder = CfnJob.Builder.create(stack, "Job")
                .name(name)
                .description("The nightly batch")
                .role(role.getRoleArn())
                .glueVersion(GLUE_VERSION)
                .command(CfnJob.JobCommandProperty.builder()
                        .name("glueetl")
                        .scriptLocation(script)
                        .build())
                .connections(CfnJob.ConnectionsListProperty.builder()
                        .connections(List.of(connection.getRef()))
                        .build())
                .defaultArguments(arguments(settings, lake, jar))
                .workerType(settings.workerType())
                .numberOfWorkers(settings.workers())
                .timeout(settings.timeoutMinutes())
                // Who starts it retries, and each run goes on where the last one stopped.
                .maxRetries(0)
                .executionProperty(CfnJob.ExecutionPropertyProperty.builder()
                        .maxConcurrentRuns(1)
                        .build());
        security.ifPresent(builder::securityConfiguration);
        this.job = builder.build();
        job.getNode().addDependency(role);
        if (key.isEmpty()) {
            for (String rule : List.of("AwsSolutions-GL1", "AwsSolutions-GL3")) {
                Accepted.finding(
                        job, rule, "kms_encryption is off: AWS's own keys encrypt logs, and there are no bookmarks");
            }
        }
    }

    private Map<String, String> arguments(BatchConfig.Glue settings, LakeStack lake, Jar jar) {
        Map<String, String> arguments = new TreeMap<>();
        arguments.put("--job-language", "scala");
        arguments.put("--class", "NightlyGlue");
        arguments.put("--extra-jars", jar.uri());
        arguments.put("--datalake-formats", "iceberg");
        arguments.put("--TempDir", lake.lake().s3UrlForObject("staging/glue/"));
        arguments.put("--enable-auto-scaling", Boolean.toString(settings.autoScaling()));
        arguments.put("--enable-job-insights", Boolean.toString(settings.insights()));
        arguments.put("--enable-metrics", "true");
        arguments.put("--enable-observability-metrics", "true");
        arguments.put("--enable-continuous-cloudwatch-log", "true");
        arguments.put("--enable-spark-ui", "true");
        arguments.put("--spark-event-logs-path", lake.logs().s3UrlForObject(LOGS_PREFIX + "/spark-ui/"));
        arguments.put("--arguments", "");
        return arguments;
    }

    private CfnConnection connection(Stack stack, ISubnet subnet) {
        return CfnConnection.Builder.create(stack, "Connection")
                .catalogId(stack.getAccount())
                .connectionInput(CfnConnection.ConnectionInputProperty.builder()
                        .name(name + "-network")
                        .connectionType("NETWORK")
                        .connectionProperties(Map.of())
                        .physicalConnectionRequirements(CfnConnection.PhysicalConnectionRequirementsProperty.builder()
                                .subnetId(subnet.getSubnetId())
                                .availabilityZone(subnet.getAvailabilityZone())
                                .securityGroupIdList(List.of(group.getSecurityGroupId()))
                                .build())
                        .build())
                .build();
    }

    private void allow(Stack stack, LakeStack lake, Optional<IKey> key) {
        new JobPermissions(stack, role)
                .onLake(lake)
                .onCatalog(lake)
                .onKey(key)
                .onLogs(lake.logs(), LOGS_PREFIX)
                .accept();
        allow(
                List.of("glue:GetConnection"),
                List.of(arn(stack, "glue", "catalog"), arn(stack, "glue", "connection/" + name + "-network")));
        allow(
                List.of("logs:AssociateKmsKey", "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"),
                List.of(arn(stack, "logs", "log-group:/aws-glue/*")));
        // Of EC2's, only these take a resource.
        allow(
                List.of("ec2:CreateNetworkInterface"),
                List.of(
                        arn(stack, "ec2", "network-interface/*"),
                        arn(stack, "ec2", "security-group/" + group.getSecurityGroupId()),
                        arn(stack, "ec2", "subnet/*")));
        allow(
                List.of("ec2:CreateTags", "ec2:DeleteNetworkInterface"),
                List.of(arn(stack, "ec2", "network-interface/*")));
        allow(
                List.of(
                        "ec2:DescribeNetworkInterfaces",
                        "ec2:DescribeRouteTables",
                        "ec2:DescribeSecurityGroups",
                        "ec2:DescribeSubnets",
                        "ec2:DescribeVpcAttribute",
                        "ec2:DescribeVpcEndpoints"),
                List.of("*"));
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("cloudwatch:PutMetricData"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", "Glue")))
                .build());
    }

    private void allow(List<String> actions, List<String> resources) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(actions)
                .resources(resources)
                .build());
    }

    private static String arn(Stack stack, String service, String resource) {
        return stack.formatArn(ArnComponents.builder()
                .service(service)
                .resource(resource)
                .arnFormat(ArnFormat.NO_RESOURCE_NAME)
                .build());
    }

    String jobName() {
        return name;
    }

    IRole role() {
        return role;
    }

    SecurityGroup securityGroup() {
        return group;
    }
}
