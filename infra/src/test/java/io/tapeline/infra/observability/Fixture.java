package io.tapeline.infra.observability;

import io.tapeline.infra.TapelineInfra;
import io.tapeline.infra.synth.Synth;
import java.util.Optional;
import software.amazon.awscdk.App;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/** The stack with all that there can be to watch, by made-up names. */
final class Fixture {
    private Fixture() {}

    static ObservabilityStack stack(String profile, String... changes) {
        return stack(Synth.infra(profile, changes), Watched.End.NEVER, profile, changes);
    }

    static ObservabilityStack stack(TapelineInfra infra, Watched.End end, String profile, String... changes) {
        Role role = Role.Builder.create(infra.lake(), "JobRole")
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .build();
        Watched watched = new Watched(
                streams(),
                lake(infra),
                Optional.of(new Watched.Cluster("j-CLUSTER", role, end)),
                Optional.of(
                        new Watched.Services("app/lb/1", "ecs", "ingest", "live", Optional.of("tapeline-dev-ingest"))),
                Optional.of(new Watched.Night("arn:aws:states:us-east-1:111122223333:stateMachine:night")),
                Optional.of(new Watched.Warehouse("warehouse")));
        return of(infra, watched, profile, changes);
    }

    /** The stack where nothing is deployed but streams and lake. */
    static ObservabilityStack bare(String profile, String... changes) {
        TapelineInfra infra = Synth.infra(profile, changes);
        Watched watched = new Watched(
                streams(), lake(infra), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return of(infra, watched, profile, changes);
    }

    private static ObservabilityStack of(TapelineInfra infra, Watched watched, String profile, String... changes) {
        return new ObservabilityStack(
                (App) infra.foundation().getNode().getRoot(),
                Synth.config(profile, changes),
                infra.foundation(),
                watched);
    }

    private static Watched.Streams streams() {
        return new Watched.Streams("market-data", "live");
    }

    private static Watched.Lake lake(TapelineInfra infra) {
        return new Watched.Lake(infra.lake().lake(), infra.lake().results(), "market", "analysts", role -> {});
    }
}
