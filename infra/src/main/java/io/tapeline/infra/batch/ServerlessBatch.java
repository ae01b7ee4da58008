package io.tapeline.infra.batch;

import io.tapeline.infra.Jar;
import io.tapeline.infra.cluster.JobPermissions;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.emrserverless.CfnApplication;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;

/** The night on EMR Serverless: started by the first run, stopped when idle, nothing kept warm. */
final class ServerlessBatch {
    /** What the image has, and the night's jar has not: Iceberg, and Redshift's driver. */
    private static final String JARS =
            "/usr/share/aws/iceberg/lib/iceberg-spark3-runtime.jar,/usr/share/aws/redshift/jdbc/RedshiftJDBC.jar";

    private static final String LOGS_PREFIX = "emr-serverless";

    private final Role role;
    private final SecurityGroup group;
    private final CfnApplication application;

    ServerlessBatch(
            Stack stack,
            String name,
            InfraConfig config,
            Optional<IKey> key,
            NetworkStack network,
            LakeStack lake,
            Jar jar) {
        BatchConfig.Serverless settings = config.batch().serverless();
        this.role = Role.Builder.create(stack, "Role")
                .description("The night on EMR Serverless")
                .assumedBy(ServicePrincipal.Builder.create("emr-serverless.amazonaws.com")
                        .conditions(Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount())))
                        .build())
                .build();
        jar.grantRead(role);
        this.group = SecurityGroup.Builder.create(stack, "Workers")
                .vpc(network.vpc())
                .description("Workers of EMR Serverless")
                .allowAllOutbound(true)
                .build();
        new JobPermissions(stack, role)
                .onLake(lake)
                .onCatalog(lake)
                .onKey(key)
                .onLogs(lake.logs(), LOGS_PREFIX)
                .accept();
        CfnApplication.S3MonitoringConfigurationProperty.Builder logs =
                CfnApplication.S3MonitoringConfigurationProperty.builder()
                        .logUri(lake.logs().s3UrlForObject(LOGS_PREFIX + "/"));
        key.map(IKey::getKeyArn).ifPresent(logs::encryptionKeyArn);
        this.application = CfnApplication.Builder.create(stack, "Application")
                .name(name)
                .type("SPARK")
                .releaseLabel(config.cluster().release())
                .architecture(settings.architecture().name())
                .autoStartConfiguration(CfnApplication.AutoStartConfigurationProperty.builder()
                        .enabled(true)
                        .build())
                .autoStopConfiguration(CfnApplication.AutoStopConfigurationProperty.builder()
                        .enabled(true)
                        .idleTimeoutMinutes(settings.idleMinutes())
                        .build())
                .maximumCapacity(CfnApplication.MaximumAllowedResourcesProperty.builder()
                        .cpu(settings.cpu() + " vCPU")
                        .memory(settings.memory() + " GB")
                        .disk(settings.disk() + " GB")
                        .build())
                .networkConfiguration(CfnApplication.NetworkConfigurationProperty.builder()
                        .subnetIds(network.subnets().stream()
                                .map(ISubnet::getSubnetId)
                                .toList())
                        .securityGroupIds(List.of(group.getSecurityGroupId()))
                        .build())
                .monitoringConfiguration(CfnApplication.MonitoringConfigurationProperty.builder()
                        .s3MonitoringConfiguration(logs.build())
                        .build())
                .runtimeConfiguration(List.of(CfnApplication.ConfigurationObjectProperty.builder()
                        .classification("spark-defaults")
                        .properties(Map.of("spark.jars", JARS))
                        .build()))
                .build();
    }

    String applicationId() {
        return application.getAttrApplicationId();
    }

    IRole role() {
        return role;
    }

    SecurityGroup securityGroup() {
        return group;
    }
}
