package io.tapeline.infra;

import io.tapeline.infra.batch.BatchStack;
import io.tapeline.infra.batch.BatchTarget;
import io.tapeline.infra.cluster.ClusterStack;
import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.delivery.DeliveryStack;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import io.tapeline.infra.night.NightStack;
import io.tapeline.infra.observability.ObservabilityStack;
import io.tapeline.infra.recovery.RecoveryStack;
import io.tapeline.infra.services.ServicesStack;
import io.tapeline.infra.streams.StreamsStack;
import io.tapeline.infra.warehouse.WarehouseStack;
import io.tapeline.settings.SettingsException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awscdk.App;
import software.amazon.awscdk.services.iam.IRole;

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
        services();
        warehouse();
        night();
        delivery();
        observability();
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
                    .map(path -> path + " is not built, and no artifact_version is given: ./mvnw -Dquick -Pemr package")
                    .toList());
        }
    }

    /** Those that are made. */
    public List<TapelineStack> stacks() {
        return List.copyOf(stacks.values());
    }

    public FoundationStack foundation() {
        return stack(FoundationStack.class, () -> new FoundationStack(app, config));
    }

    public NetworkStack network() {
        return stack(NetworkStack.class, () -> new NetworkStack(app, config, foundation()));
    }

    public LakeStack lake() {
        return stack(LakeStack.class, () -> {
            FoundationStack foundation = foundation();
            Optional<RecoveryStack> recovery = recovery();
            LakeStack lake = new LakeStack(app, config, foundation);
            // S3 copies to no bucket that is not there.
            recovery.ifPresent(lake::addStackDependency);
            return lake;
        });
    }

    /** The copy in another region, if the settings have one. */
    public Optional<RecoveryStack> recovery() {
        return config.recovery()
                .region()
                .map(region -> stack(RecoveryStack.class, () -> new RecoveryStack(app, config)));
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

    public ServicesStack services() {
        return stack(
                ServicesStack.class,
                () -> new ServicesStack(
                        app,
                        config,
                        foundation(),
                        network(),
                        streams(),
                        lake().logs().getBucketName(),
                        artifacts));
    }

    /** The warehouse, if the settings have one. */
    public Optional<WarehouseStack> warehouse() {
        if (!config.warehouse().enabled()) {
            return Optional.empty();
        }
        IRole loader = batch().map(BatchStack::role).orElseGet(() -> cluster().jobRole());
        return Optional.of(stack(
                WarehouseStack.class,
                () -> new WarehouseStack(app, config, foundation(), network(), lake(), List.of(loader))));
    }

    public NightStack night() {
        return stack(
                NightStack.class,
                () -> Nights.of(app, config, artifacts, foundation(), lake(), cluster(), batch(), warehouse()));
    }

    public DeliveryStack delivery() {
        return stack(DeliveryStack.class, () -> new DeliveryStack(app, config, foundation(), lake().artifacts()));
    }

    public ObservabilityStack observability() {
        return stack(
                ObservabilityStack.class,
                () -> new ObservabilityStack(
                        app,
                        config,
                        foundation(),
                        Watching.of(config, lake(), cluster(), services(), night(), warehouse())));
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
