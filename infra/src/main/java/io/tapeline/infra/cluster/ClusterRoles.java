package io.tapeline.infra.cluster;

import io.tapeline.infra.Accepted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.iam.CfnInstanceProfile;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.constructs.Construct;

/**
 * The roles of the cluster: that of EMR's service, which makes and ends nodes; that of the nodes, which the jobs run as; that
 * of the custom scaling rules. What the jobs may do is added by {@link JobPermissions}.
 */
final class ClusterRoles {
    private static final String SPOT = "spot.amazonaws.com";

    private final Stack stack;
    private final Role service;
    private final Role job;
    private final CfnInstanceProfile profile;
    private final Optional<Role> scaling;

    ClusterRoles(Construct scope, ScalingConfig.Mode mode) {
        this.stack = Stack.of(scope);
        this.job = Role.Builder.create(scope, "JobRole")
                .description("What runs on the nodes of the cluster")
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .build();
        this.profile = CfnInstanceProfile.Builder.create(scope, "InstanceProfile")
                .roles(List.of(job.getRoleName()))
                .build();
        this.service = Role.Builder.create(scope, "ServiceRole")
                .description("EMR, to make and end the nodes of the cluster")
                .assumedBy(fromEmrOfThisAccount())
                .managedPolicies(
                        List.of(ManagedPolicy.fromAwsManagedPolicyName("service-role/AmazonEMRServicePolicy_v2")))
                .build();
        Accepted.finding(
                service,
                "AwsSolutions-IAM4",
                "AWS's policy for exactly this role, which holds by tags to what EMR made, and which it keeps in step with EMR");
        this.scaling = mode == ScalingConfig.Mode.CUSTOM ? Optional.of(scalingRole(scope)) : Optional.empty();
    }

    private ServicePrincipal fromEmrOfThisAccount() {
        return ServicePrincipal.Builder.create("elasticmapreduce.amazonaws.com")
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("aws:SourceAccount", stack.getAccount()),
                        "ArnLike",
                        Map.of("aws:SourceArn", arn("elasticmapreduce", "*"))))
                .build();
    }

    private Role scalingRole(Construct scope) {
        Role role = Role.Builder.create(scope, "ScalingRole")
                .description("The cluster's scaling rules")
                .assumedBy(new software.amazon.awscdk.services.iam.CompositePrincipal(
                        new ServicePrincipal("elasticmapreduce.amazonaws.com"),
                        new ServicePrincipal("application-autoscaling.amazonaws.com")))
                .build();
        role.addToPolicy(allow(
                List.of("elasticmapreduce:ListInstanceGroups", "elasticmapreduce:ModifyInstanceGroups"),
                List.of(arn("elasticmapreduce", "cluster/*"))));
        role.addToPolicy(allow(List.of("cloudwatch:DescribeAlarms"), List.of("*")));
        Accepted.finding(
                role,
                "AwsSolutions-IAM5",
                "the cluster that is scaled is made with this role, so its id is not known yet; alarms are described all or none");
        return role;
    }

    /** Lets EMR start nodes in these subnets, with these groups, this key and these roles. */
    void letStartNodes(List<ISubnet> subnets, SecurityGroups groups, Optional<IKey> key) {
        List<String> network = new ArrayList<>();
        subnets.forEach(subnet -> network.add(arn("ec2", "subnet/" + subnet.getSubnetId())));
        List.of(groups.primary(), groups.workers(), groups.service())
                .forEach(group -> network.add(arn("ec2", "security-group/" + group.getSecurityGroupId())));
        // EMR's policy asks for a tag on subnets, which those of an existing VPC do not have.
        service.addToPolicy(allow(
                List.of(
                        "ec2:CreateFleet",
                        "ec2:CreateLaunchTemplate",
                        "ec2:CreateLaunchTemplateVersion",
                        "ec2:CreateNetworkInterface",
                        "ec2:RunInstances"),
                network));
        pass(job, "ec2.amazonaws.com");
        scaling.ifPresent(role -> pass(role, "application-autoscaling.amazonaws.com"));
        key.map(IKey::getKeyArn).ifPresent(this::letEncryptVolumes);
    }

    /**
     * Lets EMR make the role by which EC2 keeps an account's spot instances, where there have been none: requests by the API
     * do not make it by themselves, and EMR's policy, unlike the one before it, does not allow it.
     */
    void letMakeRoleOfSpotInstances() {
        service.addToPolicy(PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .actions(List.of("iam:CreateServiceLinkedRole"))
                .resources(List.of(stack.formatArn(ArnComponents.builder()
                        .service("iam")
                        .region("")
                        .resource("role")
                        .resourceName("aws-service-role/" + SPOT + "/AWSServiceRoleForEC2Spot")
                        .build())))
                .conditions(Map.of("StringEquals", Map.of("iam:AWSServiceName", SPOT)))
                .build());
    }

    private void pass(Role role, String to) {
        service.addToPolicy(PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .actions(List.of("iam:PassRole"))
                .resources(List.of(role.getRoleArn()))
                .conditions(Map.of("StringEquals", Map.of("iam:PassedToService", to)))
                .build());
    }

    private void letEncryptVolumes(String key) {
        service.addToPolicy(allow(JobPermissions.USE_OF_KEY, List.of(key)));
        service.addToPolicy(PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .actions(List.of("kms:CreateGrant"))
                .resources(List.of(key))
                .conditions(Map.of("Bool", Map.of("kms:GrantIsForAWSResource", "true")))
                .build());
    }

    private String arn(String of, String resource) {
        return stack.formatArn(ArnComponents.builder()
                .service(of)
                .resource(resource)
                .arnFormat(software.amazon.awscdk.ArnFormat.NO_RESOURCE_NAME)
                .build());
    }

    static PolicyStatement allow(List<String> actions, List<String> resources) {
        return PolicyStatement.Builder.create()
                .effect(Effect.ALLOW)
                .actions(actions)
                .resources(resources)
                .build();
    }

    Role service() {
        return service;
    }

    Role job() {
        return job;
    }

    CfnInstanceProfile profile() {
        return profile;
    }

    Optional<Role> scaling() {
        return scaling;
    }
}
