package io.tapeline.infra;

import io.tapeline.infra.config.InfraConfig;
import io.tapeline.infra.foundation.FoundationStack;
import io.tapeline.infra.lake.LakeStack;
import io.tapeline.infra.network.NetworkStack;
import io.tapeline.infra.services.ServicesStack;
import io.tapeline.infra.streams.StreamsStack;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        services();
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
        return stack(NetworkStack.class, () -> new NetworkStack(app, config, foundation()));
    }

    public LakeStack lake() {
        return stack(LakeStack.class, () -> new LakeStack(app, config, foundation()));
    }

    public StreamsStack streams() {
        return stack(StreamsStack.class, () -> new StreamsStack(app, config, foundation()));
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
