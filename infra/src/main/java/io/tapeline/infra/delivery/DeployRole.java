package io.tapeline.infra.delivery;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.config.InfraConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.iam.CfnOIDCProvider;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.WebIdentityPrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.IBucket;
import software.constructs.Construct;

/**
 * What a job of GitHub Actions may be here, without a stored secret: GitHub says whose job it is, and only those of the
 * repository's environment of the same name as ours (whose approvals GitHub keeps) are let in.
 *
 * <p>It deploys by assuming the roles of the CDK bootstrap stack, and publishes jars and images; no more.
 */
final class DeployRole extends Construct {
    private static final String ISSUER = "token.actions.githubusercontent.com";
    private static final List<String> BOOTSTRAP_ROLES =
            List.of("deploy-role", "file-publishing-role", "image-publishing-role", "lookup-role");

    private final Role role;
    private final InfraConfig config;

    DeployRole(Construct scope, InfraConfig config, String repository) {
        super(scope, "Deploy");
        this.config = config;
        this.role = Role.Builder.create(this, "Role")
                .roleName(config.general().prefix() + "-deploy")
                .description("The pipeline of " + repository)
                .maxSessionDuration(Duration.hours(1))
                .assumedBy(new WebIdentityPrincipal(
                        provider(),
                        Map.of(
                                "StringEquals",
                                Map.of(ISSUER + ":aud", "sts.amazonaws.com", ISSUER + ":sub", subjects(repository)))))
                .build();
        String account = Stack.of(this).getAccount();
        allow(
                "Deploy",
                List.of("sts:AssumeRole"),
                regions()
                        .flatMap(region -> BOOTSTRAP_ROLES.stream()
                                .map(name -> "arn:" + Aws.PARTITION + ":iam::" + account + ":role/cdk-"
                                        + config.delivery().qualifier() + "-" + name + "-" + account + "-" + region))
                        .toList());
    }

    /** Each has bootstrap roles of its own: our region, and that of the lake's copy. */
    private Stream<String> regions() {
        return Stream.concat(Stream.of(Stack.of(this).getRegion()), config.recovery().region().stream());
    }

    private String provider() {
        return config.delivery()
                .oidcProvider()
                .orElseGet(() -> CfnOIDCProvider.Builder.create(this, "GitHub")
                        .url("https://" + ISSUER)
                        .clientIdList(List.of("sts.amazonaws.com"))
                        .build()
                        .getAttrArn());
    }

    private List<String> subjects(String repository) {
        List<String> subjects = new ArrayList<>();
        subjects.add("repo:" + repository + ":environment:"
                + config.general().environment().lowerCase());
        config.delivery()
                .branch()
                .ifPresent(branch -> subjects.add("repo:" + repository + ":ref:refs/heads/" + branch));
        return subjects;
    }

    /** Lets it publish, and see what is published. */
    void mayPublish(IBucket artifacts, List<IRepository> repositories, Optional<IKey> key) {
        allow("PublishJars", List.of("s3:PutObject", "s3:GetObject"), List.of(artifacts.arnForObjects("jars/*")));
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid("ListJars")
                .actions(List.of("s3:ListBucket"))
                .resources(List.of(artifacts.getBucketArn()))
                .conditions(Map.of("StringLike", Map.of("s3:prefix", List.of("jars/*"))))
                .build());
        key.ifPresent(
                ours -> allow("EncryptJars", List.of("kms:GenerateDataKey", "kms:Decrypt"), List.of(ours.getKeyArn())));
        allow(
                "PublishImages",
                List.of(
                        "ecr:BatchCheckLayerAvailability",
                        "ecr:BatchGetImage",
                        "ecr:CompleteLayerUpload",
                        "ecr:DescribeImages",
                        "ecr:GetDownloadUrlForLayer",
                        "ecr:InitiateLayerUpload",
                        "ecr:PutImage",
                        "ecr:UploadLayerPart"),
                repositories.stream().map(IRepository::getRepositoryArn).toList());
        allow("Login", List.of("ecr:GetAuthorizationToken"), List.of("*"));
        Accepted.finding(
                role,
                "AwsSolutions-IAM5",
                "jars stand under a prefix, a version each; the login of the registry knows no resource");
    }

    private void allow(String sid, List<String> actions, List<String> resources) {
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid(sid)
                .actions(actions)
                .resources(resources)
                .build());
    }

    String arn() {
        return role.getRoleArn();
    }
}
