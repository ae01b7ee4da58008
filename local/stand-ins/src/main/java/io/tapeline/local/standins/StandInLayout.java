package io.tapeline.local.standins;

import static java.util.Objects.requireNonNull;

import io.tapeline.local.process.ServiceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Where everything of the stand-ins stands under one state directory: {@code data/<name>} what they keep,
 * {@code logs/<name>.log} what they say.
 *
 * @param stateDirectory everything stands under it
 * @param ports where they listen
 */
public record StandInLayout(Path stateDirectory, StandInPorts ports) {
    public StandInLayout {
        stateDirectory =
                requireNonNull(stateDirectory, "stateDirectory is null").toAbsolutePath();
        requireNonNull(ports, "ports is null");
    }

    /** The log of the service called {@code name}. */
    public Path log(String name) {
        return stateDirectory.resolve("logs").resolve(name + ".log");
    }

    private Path data(String name) {
        return stateDirectory.resolve("data").resolve(name);
    }

    public S3StandIn.Settings s3() {
        return new S3StandIn.Settings(ports.s3(), data(S3StandIn.NAME), log(S3StandIn.NAME));
    }

    public PostgresStandIn.Settings postgres() {
        // Unpacked under the build's output: once for a checkout, not once for each state directory.
        Path binaries = TapelineHome.path().resolve("local/stand-ins/target/postgres");
        return new PostgresStandIn.Settings(
                ports.postgres(), data(PostgresStandIn.NAME), binaries, log(PostgresStandIn.NAME));
    }

    public CatalogStandIn.Settings catalog() {
        return new CatalogStandIn.Settings(
                ports.catalog(), postgres().catalogJdbcUrl(), s3().endpoint(), log(CatalogStandIn.NAME));
    }

    public DynamoDbStandIn.Settings dynamoDb() {
        return new DynamoDbStandIn.Settings(ports.dynamoDb(), data(DynamoDbStandIn.NAME), log(DynamoDbStandIn.NAME));
    }

    /** The services of {@code which} and of what they need. */
    public List<ServiceSpec> specs(Collection<StandIn> which) {
        Set<StandIn> all = withNeeds(which);
        List<ServiceSpec> specs = new ArrayList<>();
        for (StandIn each : all) {
            specs.add(
                    switch (each) {
                        case S3 -> S3StandIn.spec(s3());
                        case POSTGRES -> PostgresStandIn.spec(postgres());
                        case CATALOG -> CatalogStandIn.spec(catalog());
                        case DYNAMODB -> DynamoDbStandIn.spec(dynamoDb());
                    });
        }
        return specs;
    }

    static Set<StandIn> withNeeds(Collection<StandIn> which) {
        Set<StandIn> all = EnumSet.noneOf(StandIn.class);
        all.addAll(which);
        if (all.contains(StandIn.CATALOG)) {
            all.add(StandIn.S3);
            all.add(StandIn.POSTGRES);
        }
        return all;
    }
}
