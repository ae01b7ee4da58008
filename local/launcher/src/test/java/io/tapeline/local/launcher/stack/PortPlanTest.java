package io.tapeline.local.launcher.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.local.process.PortHolder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortPlanTest {
    /** Ports of which some are held. */
    private static final class FakePorts implements PortPlan.Ports {
        private final Map<Integer, Optional<PortHolder>> taken = new HashMap<>();
        private int nextFree = 20_001;

        private FakePorts taken(int port, PortHolder holder) {
            taken.put(port, Optional.of(holder));
            return this;
        }

        @Override
        public boolean isFree(int port) {
            return !taken.containsKey(port);
        }

        @Override
        public Optional<PortHolder> holder(int port) {
            return taken.getOrDefault(port, Optional.empty());
        }

        @Override
        public int findFree() {
            return nextFree++;
        }
    }

    @Test
    void takesTheUsualPortsWhenTheyAreFree() {
        PortPlan plan = PortPlan.make(Optional.empty(), Optional.empty(), new FakePorts());

        assertThat(plan.notes()).isEmpty();
        assertThat(plan.endpoints().url(Service.INGEST)).isEqualTo("http://127.0.0.1:8080");
        assertThat(plan.endpoints().port(Service.POSTGRES)).isEqualTo(5433);
    }

    @Test
    void takesAFreePortAndNamesWhoHoldsTheUsualOne() {
        FakePorts ports = new FakePorts().taken(8080, new PortHolder(4711, "java -jar other.jar"));

        PortPlan plan = PortPlan.make(Optional.empty(), Optional.empty(), ports);

        assertThat(plan.endpoints().port(Service.INGEST)).isEqualTo(20_001);
        assertThat(plan.notes())
                .containsExactly("port 8080 is taken by pid 4711 (java -jar other.jar);"
                        + " ingest-service listens on 20001 instead");
    }

    @Test
    void saysSoWhenTheHolderCannotBeSeen() {
        FakePorts ports = new FakePorts();
        ports.taken.put(9000, Optional.empty());

        assertThat(PortPlan.make(Optional.empty(), Optional.empty(), ports).notes())
                .containsExactly("port 9000 is taken by a process that cannot be seen from here;"
                        + " s3 listens on 20001 instead");
    }

    @Test
    void keepsThePortsOfTheRunBefore(@TempDir Path directory) {
        Map<Service, Integer> before = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            before.put(service, 21_000 + service.ordinal());
        }
        Path file = directory.resolve("state/endpoints.properties");
        new Endpoints(before).save(file);

        PortPlan plan = PortPlan.make(Endpoints.load(file), Optional.empty(), new FakePorts());

        assertThat(plan.endpoints().port(Service.CATALOG)).isEqualTo(21_000 + Service.CATALOG.ordinal());
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void takesThePortOfAServerOfItsOwnThatTheStartWillStop() {
        FakePorts ports = new FakePorts().taken(5433, new PortHolder(99, "postgres"));

        PortPlan plan = PortPlan.make(Optional.empty(), Optional.of(99L), ports);

        assertThat(plan.endpoints().port(Service.POSTGRES)).isEqualTo(5433);
        assertThat(plan.notes()).isEmpty();
    }

    @Test
    void hasNoEndpointsWhereNoneWereWritten(@TempDir Path directory) {
        assertThat(Endpoints.load(directory.resolve("endpoints.properties"))).isEmpty();
    }
}
