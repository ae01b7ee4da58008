package io.tapeline.local.standins;

import io.tapeline.local.process.ManagedProcess;
import io.tapeline.local.process.RestartPolicy;
import io.tapeline.local.process.ServiceEvent;
import io.tapeline.local.process.Supervisor;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Some stand-ins, started together on free ports: what integration tests need.
 *
 * <pre>{@code
 * try (LocalStack stack = LocalStack.start(stateDir, EnumSet.of(StandIn.CATALOG))) {
 *     stack.catalogUri();
 * }
 * }</pre>
 *
 * <p>A stand-in that dies is restarted on the same port. Started again on the same directory, the stack has the data
 * of before, on other ports. Thread-safe.
 */
public final class LocalStack implements AutoCloseable {
    private final Supervisor supervisor;
    private final StandInLayout layout;
    private final Set<StandIn> running;

    private LocalStack(Supervisor supervisor, StandInLayout layout, Set<StandIn> running) {
        this.supervisor = supervisor;
        this.layout = layout;
        this.running = Set.copyOf(running);
    }

    /**
     * Starts {@code which}, and what they need, under {@code stateDirectory}, and returns when all are well and the
     * buckets exist.
     *
     * @throws io.tapeline.local.process.ServiceStartException if one does not start; then none is left running
     */
    public static LocalStack start(Path stateDirectory, Collection<StandIn> which) {
        return start(stateDirectory, which, event -> {});
    }

    /** As {@link #start(Path, Collection)}, and tells {@code listener} what happens. */
    public static LocalStack start(Path stateDirectory, Collection<StandIn> which, Consumer<ServiceEvent> listener) {
        StandInLayout layout = new StandInLayout(stateDirectory, StandInPorts.free());
        Set<StandIn> all = StandInLayout.withNeeds(which);
        Supervisor supervisor = Supervisor.open(layout.stateDirectory(), RestartPolicy.standard(), listener);
        try {
            supervisor.start(layout.specs(all));
            if (all.contains(StandIn.S3)) {
                S3StandIn.createBucket(layout.s3().endpoint(), S3StandIn.LAKE_BUCKET);
                S3StandIn.createBucket(layout.s3().endpoint(), S3StandIn.CHECKPOINT_BUCKET);
            }
            return new LocalStack(supervisor, layout, all);
        } catch (RuntimeException e) {
            supervisor.close();
            throw e;
        }
    }

    /** For any S3 client with path-style access. */
    public URI s3Endpoint() {
        return require(StandIn.S3, layout.s3().endpoint());
    }

    /** For any Iceberg REST client; the catalog is called {@link CatalogStandIn#CATALOG_NAME}. */
    public URI catalogUri() {
        return require(StandIn.CATALOG, layout.catalog().uri());
    }

    /** The properties of an Iceberg client; see {@link CatalogStandIn#clientProperties}. */
    public Map<String, String> catalogProperties() {
        return CatalogStandIn.clientProperties(catalogUri(), s3Endpoint());
    }

    /** The warehouse database, with role and password. */
    public String warehouseJdbcUrl() {
        return require(StandIn.POSTGRES, layout.postgres().warehouseJdbcUrl());
    }

    public URI dynamoDbEndpoint() {
        return require(StandIn.DYNAMODB, layout.dynamoDb().endpoint());
    }

    /** The process of the service called {@code name}, for tests that kill it. */
    public ManagedProcess process(String name) {
        return supervisor.process(name).orElseThrow(() -> new NoSuchElementException(name + " was not started"));
    }

    /** Where data and logs stand. */
    public StandInLayout layout() {
        return layout;
    }

    /** The supervisor, for callers that add services of their own. */
    public Supervisor supervisor() {
        return supervisor;
    }

    private <T> T require(StandIn standIn, T value) {
        if (!running.contains(standIn)) {
            throw new IllegalStateException(standIn + " was not started");
        }
        return value;
    }

    /** Stops all. Data and logs stay. */
    @Override
    public void close() {
        supervisor.close();
    }
}
