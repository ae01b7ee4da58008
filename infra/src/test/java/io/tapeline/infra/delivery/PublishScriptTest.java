package io.tapeline.infra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script in a checkout of stand-ins, with commands aws and docker that write down how they are called. */
class PublishScriptTest {
    private static final String AWS = """
            #!/usr/bin/env bash
            echo "aws $*" >> "$CALLS"
            case "$1 $2" in
              'sts get-caller-identity') echo 123456789012 ;;
              's3api head-object') [[ -n ${THERE:-} ]] ;;
              's3api put-object') [[ -z ${PUT_FAILS:-} ]] ;;
              'ecr describe-images') [[ -n ${THERE:-} ]] || { echo "An error occurred (${ECR_ERROR:-ImageNotFoundException})" >&2; exit 254; } ;;
              'ecr get-login-password') echo secret ;;
              *) exit 99 ;;
            esac
            """;
    private static final String DOCKER = """
            #!/usr/bin/env bash
            echo "docker $*" >> "$CALLS"
            [ "$1" != login ] || [ "$(cat)" = secret ]
            """;

    @TempDir
    private Path folder = Path.of("");

    /** What a run has left behind. */
    private record Outcome(int exit, String text, List<String> calls) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        Path script = folder.resolve("infra/delivery/publish.sh");
        Files.createDirectories(script.getParent());
        Files.copy(Path.of("delivery/publish.sh"), script);
        for (String module : List.of("stream-processor", "batch-jobs")) {
            file(module + "/target/" + module + "-0.1.0-SNAPSHOT-emr.jar", "jar");
            file(module + "/target/" + module + "-0.1.0-SNAPSHOT.jar", "not for a cluster");
        }
        for (String module : List.of("ingest-service", "live-service")) {
            file(module + "/Dockerfile", "FROM scratch\n");
            file(module + "/target/quarkus-app/quarkus-run.jar", "jar");
        }
        file("bin/aws", AWS).toFile().setExecutable(true);
        file("bin/docker", DOCKER).toFile().setExecutable(true);
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Outcome publish(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path calls = folder.resolve("calls");
        Files.writeString(calls, "");
        Path out = folder.resolve("out");
        List<String> command = new java.util.ArrayList<>(List.of("bash", folder + "/infra/delivery/publish.sh"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", calls.toString());
        builder.environment().put("AWS_REGION", "eu-west-1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readAllLines(calls));
    }

    @Test
    void publishesJarsAndImagesUnderTheirVersion() throws IOException, InterruptedException {
        Outcome outcome = publish(Map.of(), "tapeline-dev", "3f2a9c1");

        assertThat(outcome.exit()).as(outcome.text()).isZero();
        assertThat(outcome.calls())
                .contains(
                        "aws s3api put-object --bucket tapeline-dev-artifacts-123456789012-eu-west-1 --key"
                                + " jars/3f2a9c1/stream-processor-emr.jar --body"
                                + " stream-processor/target/stream-processor-0.1.0-SNAPSHOT-emr.jar --if-none-match *",
                        "aws s3api put-object --bucket tapeline-dev-artifacts-123456789012-eu-west-1 --key"
                                + " jars/3f2a9c1/batch-jobs-emr.jar --body"
                                + " batch-jobs/target/batch-jobs-0.1.0-SNAPSHOT-emr.jar --if-none-match *",
                        "docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-west-1.amazonaws.com",
                        "docker buildx build --platform linux/arm64,linux/amd64 --tag"
                                + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/tapeline-dev/ingest-service:3f2a9c1"
                                + " --push ingest-service",
                        "docker buildx build --platform linux/arm64,linux/amd64 --tag"
                                + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/tapeline-dev/live-service:3f2a9c1"
                                + " --push live-service");
        assertThat(outcome.text()).doesNotContain("secret");
    }

    @Test
    void leavesWhatIsThereAlready() throws IOException, InterruptedException {
        Outcome outcome = publish(Map.of("THERE", "yes"), "tapeline-dev", "3f2a9c1");

        assertThat(outcome.exit()).isZero();
        assertThat(outcome.calls()).noneMatch(call -> call.contains("put-object") || call.contains("buildx"));
    }

    @Test
    void failsWhenAJarCannotBePut() throws IOException, InterruptedException {
        Outcome outcome = publish(Map.of("PUT_FAILS", "yes"), "tapeline-dev", "3f2a9c1");

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.calls()).noneMatch(call -> call.contains("buildx"));
    }

    @Test
    void doesNotTakeAnotherErrorForAnImageThatIsMissing() throws IOException, InterruptedException {
        Outcome outcome = publish(Map.of("ECR_ERROR", "RepositoryNotFoundException"), "tapeline-dev", "3f2a9c1");

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.text()).contains("publish: tapeline-dev/ingest-service: ", "RepositoryNotFoundException");
        assertThat(outcome.calls()).noneMatch(call -> call.contains("buildx"));
    }

    @Test
    void publishesNothingWhenSomethingIsNotBuilt() throws IOException, InterruptedException {
        Files.delete(folder.resolve("live-service/target/quarkus-app/quarkus-run.jar"));

        Outcome outcome = publish(Map.of(), "tapeline-dev", "3f2a9c1");

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.text()).contains("publish: live-service is not built");
        assertThat(outcome.calls()).noneMatch(call -> call.contains("put-object") || call.contains("docker"));
    }

    @Test
    void refusesTwoJarsOfWhichOneIsOld() throws IOException, InterruptedException {
        file("batch-jobs/target/batch-jobs-0.0.9-emr.jar", "old");

        Outcome outcome = publish(Map.of(), "tapeline-dev", "3f2a9c1");

        assertThat(outcome.exit()).isNotZero();
        assertThat(outcome.text()).contains("publish: not one jar: ");
    }

    @Test
    void refusesWhatIsNotAVersion() throws IOException, InterruptedException {
        assertThat(publish(Map.of(), "tapeline-dev", "a b").text()).contains("publish: not a version: a b");
        assertThat(publish(Map.of(), "tapeline-dev").text()).contains("publish: usage: ");
    }
}
