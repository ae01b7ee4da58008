package io.tapeline.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.tapeline.local.process.ServiceStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor with real processes. */
class SupervisorIT {
    @TempDir
    Path state;

    private final List<ServiceEvent> events = new CopyOnWriteArrayList<>();

    @Test
    void startsWhatIsNeededFirstAndStopsItLast() {
        try (Supervisor supervisor = open(RestartPolicy.never())) {
            AtomicBoolean storeIsWell = new AtomicBoolean();
            supervisor.start(List.of(
                    Programs.shell("job", state, "exec sleep 600")
                            .dependsOn("catalog")
                            .build(),
                    Programs.shell("catalog", state, "exec sleep 600")
                            .dependsOn("store")
                            .build(),
                    Programs.shell("store", state, "exec sleep 600")
                            // Passes at the second question: whoever asks for a process only would be too early.
                            .health(() -> storeIsWell.getAndSet(true) ? Health.healthy() : Health.unhealthy("soon"))
                            .build()));
            assertThat(supervisor.status()).extracting(ServiceStatus::state).containsOnly(State.READY);
        }
        assertThat(events.stream()
                        .map(event -> event.getClass().getSimpleName() + " " + event.service())
                        .toList())
                .containsExactly(
                        "Started store",
                        "Ready store",
                        "Started catalog",
                        "Ready catalog",
                        "Started job",
                        "Ready job",
                        "Stopped job",
                        "Stopped catalog",
                        "Stopped store");
    }

    @Test
    void restartsWhatDiesWithGrowingPausesThenGivesUpAndSaysSo() {
        RestartPolicy policy =
                new RestartPolicy(Duration.ofMillis(40), Duration.ofMillis(100), 3, Duration.ofSeconds(30));
        try (Supervisor supervisor = open(policy)) {
            supervisor.start(
                    List.of(Programs.shell("dying", state, "sleep 0.3; exit 7").build()));

            await().until(() -> events.stream().anyMatch(ServiceEvent.GaveUp.class::isInstance));
            assertThat(events)
                    .filteredOn(
                            event -> !(event instanceof ServiceEvent.Started || event instanceof ServiceEvent.Ready))
                    .containsExactly(
                            new ServiceEvent.Died("dying", "it exited with code 7"),
                            new ServiceEvent.Restarting("dying", 1, Duration.ofMillis(40)),
                            new ServiceEvent.Died("dying", "it exited with code 7"),
                            new ServiceEvent.Restarting("dying", 2, Duration.ofMillis(80)),
                            new ServiceEvent.Died("dying", "it exited with code 7"),
                            new ServiceEvent.Restarting("dying", 3, Duration.ofMillis(100)),
                            new ServiceEvent.Died("dying", "it exited with code 7"),
                            new ServiceEvent.GaveUp("dying", 3, "it exited with code 7"));
            await().until(() -> supervisor.status().get(0).state() == State.FAILED);
            assertThat(supervisor.status().get(0).restarts()).isEqualTo(3);
        }
    }

    @Test
    void forgetsOldRestartsOfAServiceThatHasBeenWell() {
        RestartPolicy policy = new RestartPolicy(Duration.ZERO, Duration.ZERO, 1, Duration.ofMillis(100));
        try (Supervisor supervisor = open(policy)) {
            supervisor.start(
                    List.of(Programs.shell("sometimes", state, "sleep 0.3").build()));

            await().until(() -> supervisor.status().get(0).restarts() >= 3);
            assertThat(events).noneMatch(ServiceEvent.GaveUp.class::isInstance);
        }
    }

    @Test
    void startsAKilledServiceAgainAndOthersStayUntouched() {
        RestartPolicy policy = new RestartPolicy(Duration.ZERO, Duration.ZERO, 3, Duration.ofSeconds(30));
        try (Supervisor supervisor = open(policy)) {
            supervisor.start(List.of(
                    Programs.shell("killed", state, "exec sleep 600").build(),
                    Programs.shell("other", state, "exec sleep 600").build()));
            long first = supervisor.process("killed").orElseThrow().pid();
            long other = supervisor.process("other").orElseThrow().pid();

            supervisor.process("killed").orElseThrow().kill();
            await().until(() -> supervisor.status().get(0).restarts() == 1
                    && supervisor.status().get(0).state() == State.READY);

            assertThat(supervisor.process("killed").orElseThrow().pid()).isNotEqualTo(first);
            assertThat(supervisor.process("other").orElseThrow().pid()).isEqualTo(other);
            assertThat(events).contains(new ServiceEvent.Died("killed", "it exited with code 137"));
        }
    }

    @Test
    void waitsForADependencyThatIsRestartedToo() {
        AtomicBoolean storeIsWell = new AtomicBoolean(true);
        RestartPolicy policy = new RestartPolicy(Duration.ZERO, Duration.ZERO, 1, Duration.ofSeconds(30));
        try (Supervisor supervisor = open(policy)) {
            supervisor.start(List.of(
                    Programs.shell("store", state, "exec sleep 600")
                            .health(() -> storeIsWell.get() ? Health.healthy() : Health.unhealthy("recovering"))
                            .build(),
                    Programs.shell("job", state, "exec sleep 600")
                            .dependsOn("store")
                            .build()));
            events.clear();
            storeIsWell.set(false);
            supervisor.process("store").orElseThrow().kill();
            // Else the job may be started again before it is known that the store is gone.
            await().until(() ->
                    events.stream().anyMatch(event -> event.service().equals("store")));
            supervisor.process("job").orElseThrow().kill();
            await().during(Duration.ofMillis(600)).until(() -> started("job") == 0);

            storeIsWell.set(true);
            await().until(() -> started("job") == 1);
            assertThat(started("store")).isEqualTo(1);
        }
    }

    private long started(String service) {
        return events.stream()
                .filter(event ->
                        event instanceof ServiceEvent.Started && event.service().equals(service))
                .count();
    }

    @Test
    void saysWhyAServiceDidNotStartAndStopsTheOthers() {
        try (Supervisor supervisor = open(RestartPolicy.standard())) {
            assertThatThrownBy(() -> supervisor.start(List.of(
                            Programs.shell("good", state, "exec sleep 600").build(),
                            Programs.shell("bad", state, "echo no such table >&2; exit 3")
                                    .dependsOn("good")
                                    .health(() -> Health.unhealthy("not yet"))
                                    .build(),
                            Programs.shell("last", state, "exec sleep 600")
                                    .dependsOn("bad")
                                    .build())))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessageStartingWith("bad did not start: it exited with code 3 before it was well")
                    .hasMessageContaining(state.resolve("bad.log").toString())
                    .hasMessageEndingWith("no such table");
            assertThat(supervisor.status()).isEmpty();
            assertThat(new PidFiles(Supervisor.runDirectory(state)).running()).isEmpty();
        }
    }

    @Test
    void givesUpOnAServiceThatDoesNotBecomeWellInTime() {
        try (Supervisor supervisor = open(RestartPolicy.standard())) {
            assertThatThrownBy(() -> supervisor.start(List.of(Programs.shell("slow", state, "exec sleep 600")
                            .health(() -> Health.unhealthy("still loading"))
                            .startTimeout(Duration.ofMillis(400))
                            .build())))
                    .isInstanceOf(ServiceStartException.class)
                    .hasMessageContaining("not well after")
                    .hasMessageContaining("still loading");
        }
    }

    @Test
    void canBeClosedWhileServicesStart() throws Exception {
        Supervisor supervisor = open(RestartPolicy.standard());
        Thread starting = new Thread(() -> assertThatThrownBy(() -> supervisor.start(List.of(
                        Programs.shell("never-well", state, "exec sleep 600")
                                .health(() -> Health.unhealthy("never"))
                                .startTimeout(Duration.ofMinutes(5))
                                .build(),
                        Programs.shell("waiting", state, "exec sleep 600")
                                .dependsOn("never-well")
                                .build())))
                .isInstanceOf(ServiceStartException.class));
        starting.start();
        await().until(() -> events.stream().anyMatch(ServiceEvent.Started.class::isInstance));

        supervisor.close();

        starting.join(5_000);
        assertThat(starting.isAlive()).isFalse();
        assertThat(new PidFiles(Supervisor.runDirectory(state)).running()).isEmpty();
    }

    @Test
    void refusesASecondSupervisorOnTheSameState() {
        assertThat(Supervisor.owner(state)).isEmpty();
        try (Supervisor first = open(RestartPolicy.never())) {
            assertThat(first.clearedLeftovers()).isEmpty();
            assertThatThrownBy(() -> open(RestartPolicy.never()))
                    .isInstanceOf(StateDirectoryInUseException.class)
                    .hasMessageEndingWith("pid " + ProcessHandle.current().pid());
            assertThat(Supervisor.owner(state)).contains(ProcessHandle.current());
        }
        assertThat(Supervisor.owner(state)).isEmpty();
        Supervisor second = open(RestartPolicy.never());
        second.close();
        second.close();
    }

    @Test
    void leavesNothingBehindWhenItsJvmIsKilled() throws IOException {
        Process supervising = new ProcessBuilder(JavaCommand.of(Programs.Supervising.class.getName(), "32m")
                        .classpath(JavaCommand.codeSource(Programs.class))
                        .args(state.toString())
                        .build())
                .redirectErrorStream(true)
                .redirectOutput(state.resolve("supervising.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(state.resolve("up")));
        PidFiles pidFiles = new PidFiles(Supervisor.runDirectory(state));
        ProcessHandle jvm = pidFiles.read("jvm").orElseThrow().running().orElseThrow();
        ProcessHandle shell = pidFiles.read("shell").orElseThrow().running().orElseThrow();

        supervising.destroyForcibly();

        // A JVM sees its parent go and ends in good order; a foreign program without that watch stays.
        await().atMost(Duration.ofSeconds(20)).until(() -> !Liveness.isAlive(jvm));
        assertThat(state.resolve("jvm.stopped")).exists();
        assertThat(Liveness.isAlive(shell)).isTrue();

        try (Supervisor next = open(RestartPolicy.never())) {
            assertThat(next.clearedLeftovers())
                    .extracting(ProcessRecord::name, ProcessRecord::pid)
                    .containsExactly(tuple("shell", shell.pid()));
            await().until(() -> !Liveness.isAlive(shell));
        }
    }

    private Supervisor open(RestartPolicy policy) {
        return Supervisor.open(state, policy, events::add);
    }
}
