package io.tapeline.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.cluster.FakeCluster.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that run once: on each node, and by the step of the stream job. */
class NodeScriptsTest {
    private FakeCluster cluster;

    @BeforeEach
    void node(@TempDir Path folder) {
        cluster = new FakeCluster(folder);
    }

    private Outcome install(String jar, String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(
                "s3://assets/stream-supervisor.sh",
                "s3://assets/" + jar,
                "/tapeline-dev/stream-supervisor",
                "s3://lake/checkpoints/stream-processor",
                "tapeline-dev-stream-processor",
                "6",
                "-",
                "-Dyarn.application.name=tapeline-dev-stream-processor",
                "--"));
        all.addAll(List.of(arguments));
        cluster.downloadScript("stream-supervisor.sh");
        cluster.download(jar, "the jar " + jar);
        return cluster.run("stream-install.sh", all.toArray(String[]::new));
    }

    @Test
    void installsTheSupervisorAndSubmitsTheJob() {
        Outcome outcome = install("one.jar", "--catalog.type=glue", "--odd=a b");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(cluster.calls("flink run-application"))
                .singleElement()
                .asString()
                .startsWith(
                        "flink run-application -t yarn-application -Dhigh-availability.zookeeper.quorum=ip-10-40-0-9.ec2.internal:2181"
                                + " -Dyarn.application.name=tapeline-dev-stream-processor " + cluster.root())
                .endsWith(".jar --catalog.type=glue --odd=a b");
        assertThat(cluster.calls("systemctl"))
                .containsExactly("systemctl daemon-reload", "systemctl enable --now tapeline-stream.timer");
        assertThat(cluster.root().resolve("etc/systemd/system/tapeline-stream.timer"))
                .content()
                .contains("OnUnitInactiveSec=1min");
        assertThat(cluster.root().resolve("opt/tapeline/stream-supervisor.sh")).isExecutable();
    }

    @Test
    void submittedJarIsThatOfItsAddress() throws java.io.IOException {
        install("one.jar");

        String line = Files.readAllLines(cluster.root().resolve("etc/tapeline/stream-job.args"))
                .get(1);

        assertThat(Path.of(line)).hasContent("the jar one.jar");
    }

    @Test
    void anotherJarReplacesTheRunningJob() {
        install("one.jar");
        cluster.runs("application_1763628000000_0007", "tapeline-dev-stream-processor");

        Outcome outcome = install("two.jar");

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(cluster.calls("flink stop")).hasSize(1);
    }

    @Test
    void theSameAgainChangesNothing() {
        install("one.jar");
        cluster.runs("application_1763628000000_0007", "tapeline-dev-stream-processor");

        assertThat(install("one.jar").status()).isZero();

        assertThat(cluster.calls("flink stop")).isEmpty();
        assertThat(cluster.calls("aws s3 cp --only-show-errors s3://assets/one.jar"))
                .hasSize(1);
    }

    @Test
    void failsIfTheJobCouldNotBeSubmitted() {
        cluster.fail("flink");

        assertThat(install("one.jar").status()).isNotZero();
    }

    @Test
    void packagesComeFromPypiOrFromTheBucket() {
        assertThat(cluster.run("bootstrap.sh", "pypi", "numpy", "pandas").status())
                .isZero();
        assertThat(cluster.run("bootstrap.sh", "s3://artifacts/python", "numpy").status())
                .isZero();

        assertThat(cluster.calls("python3"))
                .hasSize(2)
                .first()
                .isEqualTo("python3 -m pip install --disable-pip-version-check --no-cache-dir numpy pandas");
        assertThat(cluster.calls("python3"))
                .last()
                .asString()
                .startsWith("python3 -m pip install --disable-pip-version-check --no-index --find-links ")
                .endsWith(" numpy");
        assertThat(cluster.calls("aws s3 cp"))
                .singleElement()
                .asString()
                .startsWith("aws s3 cp --only-show-errors --recursive s3://artifacts/python ");
    }

    @Test
    void aNodeStartsWithoutPackagesIfTheyCannotBeHad() {
        cluster.fail("python3");

        Outcome outcome = cluster.run("bootstrap.sh", "pypi", "numpy");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.output()).contains("WARN not all of these could be installed from PyPI: numpy");
    }

    @Test
    void aNodeWithoutPackagesAsksForNone() {
        assertThat(cluster.run("bootstrap.sh", "pypi").status()).isZero();

        assertThat(cluster.calls("python3")).isEmpty();
    }
}
