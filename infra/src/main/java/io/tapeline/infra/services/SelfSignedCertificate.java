package io.tapeline.infra.services;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.config.InfraConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A certificate for development, where there is no domain to prove: a Lambda makes key and certificate at deployment and imports
 * them into ACM. The private key is in its memory and in ACM, and nowhere else.
 */
final class SelfSignedCertificate extends Construct {
    private static final String SOURCE = "self-signed-certificate.js";

    private final String arn;

    SelfSignedCertificate(
            Construct scope, InfraConfig config, String host, RetentionDays retention, Optional<IKey> key) {
        super(scope, "SelfSigned");
        String name = config.general().prefix() + "-self-signed-certificate";
        LogGroup.Builder group = LogGroup.Builder.create(this, "Logs")
                .logGroupName(name)
                .retention(retention)
                .removalPolicy(RemovalPolicy.DESTROY);
        key.ifPresent(group::encryptionKey);
        LogGroup logs = group.build();
        Function function = Function.Builder.create(this, "Function")
                .functionName(name)
                .description("Makes the load balancer's self-signed certificate, once a deployment that asks for it")
                .runtime(Runtime.NODEJS_22_X)
                .handler("index.handler")
                .code(Code.fromInline(source()))
                .timeout(Duration.minutes(6))
                .memorySize(256)
                .logGroup(logs)
                .role(role(config, logs))
                .build();
        CustomResource certificate = CustomResource.Builder.create(this, "Resource")
                .resourceType("Custom::SelfSignedCertificate")
                .serviceToken(function.getFunctionArn())
                .properties(Map.of(
                        "Host",
                        host,
                        "Name",
                        name,
                        "Generation",
                        config.services().selfSignedGeneration()))
                .build();
        // What it may do must be there before it is called, and after.
        certificate.getNode().addDependency(function);
        this.arn = certificate.getRef();
        Accepted.finding(
                function, "AwsSolutions-L1", "the newest runtime that every region has; the code uses nothing newer");
    }

    private Role role(InfraConfig config, LogGroup logs) {
        Role role = Role.Builder.create(this, "Role")
                .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                .description("Imports the self-signed certificate into ACM")
                .build();
        logs.grantWrite(role);
        String certificates =
                "arn:" + Aws.PARTITION + ":acm:" + config.general().region() + ":" + Aws.ACCOUNT_ID + ":certificate/*";
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid("Import")
                .effect(Effect.ALLOW)
                .actions(List.of("acm:ImportCertificate", "acm:AddTagsToCertificate"))
                .resources(List.of(certificates))
                .build());
        role.addToPolicy(PolicyStatement.Builder.create()
                .sid("DeleteOwn")
                .effect(Effect.ALLOW)
                .actions(List.of("acm:DeleteCertificate"))
                .resources(List.of(certificates))
                .conditions(Map.of(
                        "StringEquals",
                        Map.of("aws:ResourceTag/Name", config.general().prefix() + "-self-signed-certificate")))
                .build());
        Accepted.finding(
                role,
                "AwsSolutions-IAM5",
                "ACM gives a certificate its id at the import; deletion is bound to its tag");
        return role;
    }

    private static String source() {
        try (InputStream stream = SelfSignedCertificate.class.getResourceAsStream(SOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("not on the class path: " + SOURCE);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String arn() {
        return arn;
    }
}
