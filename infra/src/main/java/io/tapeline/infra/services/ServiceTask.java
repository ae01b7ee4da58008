package io.tapeline.infra.services;

import io.tapeline.infra.Accepted;
import io.tapeline.infra.config.InfraConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.services.ecs.AwsLogDriverMode;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.ContainerDependency;
import software.amazon.awscdk.services.ecs.ContainerDependencyCondition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/**
 * A service's task: the service itself, which is nobody and writes to its volumes alone, and a container before it that makes
 * them ready. Fargate gives volumes to root; and a secret comes as a variable, where ingest reads a file.
 */
final class ServiceTask extends Construct {
    /** Of the user that the service runs as; the image has the same. */
    private static final String NOBODY = "10001";

    private static final String KEYS_VARIABLE = "API_KEYS";
    private static final String KEYS_FOLDER = "/etc/tapeline";
    private static final int FREE_STORAGE_GIB = 20;

    private final InfraConfig config;
    private final ServiceDefinition service;
    private final FargateTaskDefinition task;
    private final LogGroup logGroup;
    private final LogDriver logs;

    ServiceTask(
            Construct scope,
            InfraConfig config,
            ServiceDefinition service,
            RetentionDays retention,
            Optional<IKey> key) {
        super(scope, "Task");
        this.config = config;
        this.service = service;
        this.logGroup = logGroup(retention, key);
        this.logs = logs();
        this.task = definition();
        ContainerImage image = ServiceImage.of(this, config, service.module(), service.image());
        ContainerDefinition preparation = preparation(image);
        ContainerDefinition main = main(image);
        main.addContainerDependencies(ContainerDependency.builder()
                .container(preparation)
                .condition(ContainerDependencyCondition.SUCCESS)
                .build());
        service.statements().forEach(task::addToTaskRolePolicy);
        if (service.keys().isPresent()) {
            key.ifPresent(
                    own -> task.addToExecutionRolePolicy(Grants.ofKey(own, "secretsmanager", config, "kms:Decrypt")));
        }
        accept();
    }

    private String physicalName() {
        return config.general().prefix() + "-" + service.name();
    }

    private LogGroup logGroup(RetentionDays retention, Optional<IKey> key) {
        LogGroup.Builder group = LogGroup.Builder.create(this, "Logs")
                .logGroupName(physicalName())
                .retention(retention)
                .removalPolicy(RemovalPolicy.DESTROY);
        key.ifPresent(group::encryptionKey);
        return group.build();
    }

    private LogDriver logs() {
        return LogDriver.awsLogs(AwsLogDriverProps.builder()
                .logGroup(logGroup)
                .streamPrefix(service.name())
                // A service must not stand still because its log does.
                .mode(AwsLogDriverMode.NON_BLOCKING)
                .maxBufferSize(Size.mebibytes(4))
                .build());
    }

    private FargateTaskDefinition definition() {
        FargateTaskDefinition.Builder builder = FargateTaskDefinition.Builder.create(this, "Definition")
                .family(physicalName())
                .cpu(service.tasks().cpu())
                .memoryLimitMiB(service.tasks().memory())
                .runtimePlatform(RuntimePlatform.builder()
                        .cpuArchitecture(
                                config.services().cpuArchitecture() == ServicesConfig.CpuArchitecture.ARM64
                                        ? CpuArchitecture.ARM64
                                        : CpuArchitecture.X86_64)
                        .operatingSystemFamily(OperatingSystemFamily.LINUX)
                        .build())
                .taskRole(role("TaskRole", "What " + service.name() + " does on AWS"))
                .executionRole(role("ExecutionRole", "Starts " + service.name() + ": image, logs, secret"))
                .volumes(volumes().keySet().stream()
                        .map(name -> Volume.builder().name(name).build())
                        .toList());
        if (service.spool() > 0) {
            builder.ephemeralStorageGiB(FREE_STORAGE_GIB + 1 + service.spool());
        }
        return builder.build();
    }

    private Role role(String id, String description) {
        return Role.Builder.create(this, id)
                .assumedBy(new ServicePrincipal("ecs-tasks.amazonaws.com"))
                .description(description)
                .build();
    }

    /** Name to path. */
    private Map<String, String> volumes() {
        Map<String, String> volumes = new TreeMap<>(Map.of("tmp", "/tmp"));
        service.keys().ifPresent(secret -> volumes.put("keys", KEYS_FOLDER));
        if (service.spool() > 0) {
            volumes.put("spool", ServiceDefinition.SPOOL);
        }
        return volumes;
    }

    /** As root, and gone before the service starts. */
    private ContainerDefinition preparation(ContainerImage image) {
        StringBuilder script = new StringBuilder("set -eu; chmod 1777 /tmp");
        if (service.spool() > 0) {
            script.append("; chown ").append(NOBODY).append(' ').append(ServiceDefinition.SPOOL);
        }
        ContainerDefinitionOptions.Builder options = ContainerDefinitionOptions.builder()
                .containerName("prepare")
                .image(image)
                .essential(false)
                .user("0")
                .readonlyRootFilesystem(true)
                .logging(logs);
        service.keys().ifPresent(secret -> {
            script.append("; printf %s \"$")
                    .append(KEYS_VARIABLE)
                    .append("\" > ")
                    .append(ServiceDefinition.KEYS_FILE);
            options.secrets(Map.of(KEYS_VARIABLE, Secret.fromSecretsManager(secret)));
        });
        ContainerDefinition container = task.addContainer(
                "Prepare",
                options.entryPoint(List.of("sh", "-c"))
                        .command(List.of(script.toString()))
                        .build());
        volumes().forEach((name, path) -> container.addMountPoints(mount(name, path, Access.WRITE)));
        return container;
    }

    private ContainerDefinition main(ContainerImage image) {
        Map<String, String> environment = new TreeMap<>(service.environment());
        environment.put("QUARKUS_PROFILE", "prod");
        environment.put("QUARKUS_HTTP_HOST", "0.0.0.0");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(service.port()));
        // The load balancer says whom a request is from; nobody else is believed.
        environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", config.network().vpcCidr());
        ContainerDefinition container = task.addContainer(
                "Service",
                ContainerDefinitionOptions.builder()
                        .containerName(service.name())
                        .image(image)
                        // The JVM sizes its heap by the limit of its container; a task's is not surely seen as one.
                        .memoryLimitMiB(service.tasks().memory())
                        .user(NOBODY + ":" + NOBODY)
                        // A shell's agent writes to the root file system.
                        .readonlyRootFilesystem(!config.services().exec())
                        .environment(environment)
                        .portMappings(List.of(PortMapping.builder()
                                .containerPort(service.port())
                                .build()))
                        // The most there is: what is accepted is published before the end.
                        .stopTimeout(Duration.seconds(120))
                        // In the same task, so that the spool is still there.
                        .enableRestartPolicy(true)
                        .restartAttemptPeriod(Duration.seconds(60))
                        .logging(logs)
                        .build());
        volumes()
                .forEach((name, path) ->
                        container.addMountPoints(mount(name, path, name.equals("keys") ? Access.READ : Access.WRITE)));
        task.setDefaultContainer(container);
        return container;
    }

    private enum Access {
        READ,
        WRITE
    }

    private static MountPoint mount(String volume, String path, Access access) {
        return MountPoint.builder()
                .sourceVolume(volume)
                .containerPath(path)
                .readOnly(access == Access.READ)
                .build();
    }

    private void accept() {
        Accepted.finding(
                task,
                "AwsSolutions-ECS2",
                "names of streams and paths of files, none of them secret: the secret is a reference");
        Accepted.finding(
                task.obtainExecutionRole(),
                "AwsSolutions-IAM5",
                List.of("Resource::*"),
                "ecr:GetAuthorizationToken knows no resource; the images themselves are of one repository");
        service.openNames().ifPresent(reason -> Accepted.finding(task.getTaskRole(), "AwsSolutions-IAM5", reason));
        if (config.services().exec()) {
            Accepted.finding(
                    task.getTaskRole(),
                    "AwsSolutions-IAM5",
                    List.of("Resource::*"),
                    "a shell's channel is opened by ssmmessages, which knows no resource; only where service_exec asks for it");
        }
    }

    FargateTaskDefinition task() {
        return task;
    }

    /** What the service logs. */
    LogGroup logGroup() {
        return logGroup;
    }
}
