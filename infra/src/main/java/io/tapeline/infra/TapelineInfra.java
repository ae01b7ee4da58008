package io.tapeline.infra;

import io.tapeline.infra.batch.BatchStack;
import io.tapeline.infra.batch.BatchTarget;
import io.tapeline.infra.cluster.ClusterStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import io.tapeline.infra.streams.StreamsStack;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awscdk.App;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** The stacks of an app, each made when it is first asked for, after those that it stands on. For one thread. */
public final class TapelineInfra {
    private final App app;
    private final InfraConfig config;
    private final Artifacts artifacts;
    private final Map<Class<?>, TapelineStack> stacks = new LinkedHashMap<>();

    public TapelineInfra(App app, InfraConfig config, Artifacts artifacts) {
        this.app = app;
        this.config = config;
        this.artifacts = artifacts;
    }

    /** Makes all of them. */
    public void all() {
        network();
        lake();
        streams();
        cluster();
        batch();
    }

    /** Those that are made. */
    public List<TapelineStack> stacks() {
        return List.copyOf(stacks.values());
    }

    /** What is deployed, beside AWS's own. */
    public Artifacts artifacts() {
        return artifacts;
    }

    public FoundationStack foundation() {
        return stack(FoundationStack.class, () -> new FoundationStack(app, config));
    }

    public NetworkStack network() {
        return stack(NetworkStack.class, () -> new NetworkStack(app, config));
    }

    public LakeStack lake() {
        return stack(LakeStack.class, () -> new LakeStack(app, config, foundation()));
    }

    public StreamsStack streams() {
        return stack(StreamsStack.class, () -> new StreamsStack(app, config, foundation()));
    }

    public ClusterStack cluster() {
        return stack(
                ClusterStack.class,
                () -> new ClusterStack(
                        app,
                        config,
                        foundation(),
                        network(),
                        lake(),
                        streams(),
                        (scope, reader) -> jar(scope, reader, "stream-processor-emr.jar", artifacts.streamJar())));
    }

    /** Where else the night runs, if not on the cluster. */
    public Optional<BatchStack> batch() {
        if (config.batch().target() == BatchTarget.EMR_EC2) {
            return Optional.empty();
        }
        return Optional.of(stack(
                BatchStack.class,
                () -> new BatchStack(
                        app,
                        config,
                        foundation(),
                        network(),
                        lake(),
                        (scope, reader) -> jar(scope, reader, "batch-jobs-emr.jar", artifacts.batchJar()))));
    }

    /** A jar on S3: the published one of the version that is deployed, or what this checkout has built. */
    private String jar(Construct scope, IRole reader, String name, Path built) {
        return config.general()
                .artifactVersion()
                .map(version -> lake().artifacts().s3UrlForObject("jars/" + version + "/" + name))
                .orElseGet(() -> {
                    Asset asset = Asset.Builder.create(scope, name)
                            .path(built.toString())
                            .build();
                    reader.addToPrincipalPolicy(PolicyStatement.Builder.create()
                            .actions(List.of("s3:GetObject"))
                            .resources(List.of(asset.getBucket().arnForObjects(asset.getS3ObjectKey())))
                            .build());
                    return asset.getS3ObjectUrl();
                });
    }

    private <T extends TapelineStack> T stack(Class<T> type, Supplier<T> maker) {
        TapelineStack made = stacks.get(type);
        if (made == null) {
            // Not computeIfAbsent: making one may make others.
            made = maker.get();
            stacks.put(type, made);
        }
        return type.cast(made);
    }
}
