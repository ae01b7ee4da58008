package io.tapeline.infra.services;

import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.delivery.DeliveryStack;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.IgnoreMode;
import software.amazon.awscdk.services.ecr.IRepository;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecr.RepositoryAttributes;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.AssetImageProps;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/** Where a container's image comes from: the published one of a version, or what this checkout has built. */
final class ServiceImage {
    private ServiceImage() {}

    /**
     * @param name of the module: the published one is in the repository that the delivery has for it
     * @param folder of its Dockerfile
     */
    static ContainerImage of(Construct scope, InfraConfig config, String name, Path folder) {
        return config.general()
                .artifactVersion()
                .map(version -> published(scope, config, name, version))
                .orElseGet(() -> built(config, folder));
    }

    private static ContainerImage published(Construct scope, InfraConfig config, String name, String version) {
        String repository = DeliveryStack.repositoryName(config, name);
        IRepository found = Repository.fromRepositoryAttributes(
                scope,
                "Repository",
                RepositoryAttributes.builder()
                        .repositoryName(repository)
                        .repositoryArn("arn:" + Aws.PARTITION + ":ecr:"
                                + config.general().region() + ":" + Aws.ACCOUNT_ID + ":repository/" + repository)
                        .build());
        return ContainerImage.fromEcrRepository(found, version);
    }

    /** Of the module only what its Dockerfile copies, so that a change of a source file alone makes no new image. */
    private static ContainerImage built(InfraConfig config, Path folder) {
        return ContainerImage.fromAsset(
                folder.toAbsolutePath().toString(),
                AssetImageProps.builder()
                        .platform(
                                config.services().cpuArchitecture() == ServicesConfig.CpuArchitecture.ARM64
                                        ? Platform.LINUX_ARM64
                                        : Platform.LINUX_AMD64)
                        .exclude(List.of("*", "!Dockerfile", "!target", "target/*", "!target/quarkus-app"))
                        .ignoreMode(IgnoreMode.DOCKER)
                        .build());
    }
}
