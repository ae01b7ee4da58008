package io.tapeline.infra;

import io.tapeline.infra.batch.BatchStack;
import io.tapeline.infra.batch.BatchTarget;
import io.tapeline.infra.cluster.ClusterStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import io.tapeline.infra.streams.StreamsStack;
import io.tapeline.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awscdk.App;

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

    /**
     * Makes sure that there is something to deploy.
     *
     * @throws SettingsException naming what is not built, unless published artifacts are deployed
     */
    public void requireArtifacts() {
        List<Path> missing = artifacts.missing();
        if (config.general().artifactVersion().isEmpty() && !missing.isEmpty()) {
            throw new SettingsException(missing.stream()
                    .map(path -> path + " is not built, and no artifact_version is given: ./mvnw -Dquick package")
                    .toList());
        }
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
                () -> new ClusterStack(app, config, foundation(), network(), lake(), streams(), artifacts));
    }

    /** Where else the night runs, if not on the cluster. */
    public Optional<BatchStack> batch() {
        if (config.batch().target() == BatchTarget.EMR_EC2) {
            return Optional.empty();
        }
        return Optional.of(
                stack(BatchStack.class, () -> new BatchStack(app, config, foundation(), network(), lake(), artifacts)));
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
