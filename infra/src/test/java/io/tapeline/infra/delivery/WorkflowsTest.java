package io.tapeline.infra.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.asl.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The pipeline, as far as it can be read: what it may, what it runs, and that what it names is there. */
class WorkflowsTest {
    private static final Path CHECKOUT = Path.of("..");
    private static final Path FOLDER = CHECKOUT.resolve(".github/workflows");
    private static final Pattern PINNED = Pattern.compile("[a-z-]+/[a-z-]+@v\\d+");

    /** A workflow. GitHub reads YAML 1.2, where "on" is a word; in 1.1 it is true. */
    private static Map<String, Object> read(String name) throws IOException {
        return Json.object(
                new Yaml().<Object>load(Files.readString(FOLDER.resolve(name)).replace("\non:\n", "\n\"on\":\n")));
    }

    private static Map<String, Object> job(Map<String, Object> workflow, String name) {
        return Json.object(Json.field(Json.object(Json.field(workflow, "jobs")), name));
    }

    private static List<Map<String, Object>> steps(Map<String, Object> job) {
        return Json.list(Json.field(job, "steps")).stream().map(Json::object).toList();
    }

    private static List<String> commands(Map<String, Object> job) {
        return steps(job).stream()
                .filter(step -> step.containsKey("run"))
                .map(step -> Json.text(step, "run"))
                .toList();
    }

    @Test
    void verifiesEveryPushAndPullRequestWithReadRightsOnly() throws IOException {
        Map<String, Object> ci = read("ci.yml");

        assertThat(Json.object(Json.field(ci, "on"))).containsKeys("push", "pull_request");
        assertThat(ci).containsEntry("permissions", Map.of("contents", "read"));
        assertThat(commands(job(ci, "verify"))).containsExactly("./mvnw -B -ntp verify");
        assertThat(steps(job(ci, "verify")).toString())
                .contains("distribution=temurin", "java-version=17", "cache=maven", "node-version=22");
    }

    @Test
    void deploysOneVersionToEachEnvironmentBehindTheOther() throws IOException {
        Map<String, Object> deploy = read("deploy.yml");

        assertThat(deploy)
                .containsEntry("permissions", Map.of("contents", "read"))
                .containsEntry("concurrency", Map.of("group", "deploy", "cancel-in-progress", false));
        assertThat(commands(job(deploy, "build"))).containsExactly("./mvnw -B -ntp verify");
        String before = "build";
        for (String environment : List.of("dev", "staging", "prod")) {
            Map<String, Object> job = job(deploy, environment);
            assertThat(job)
                    .containsEntry("needs", before)
                    .containsEntry("uses", "./.github/workflows/deploy-environment.yml")
                    .containsEntry("with", Map.of("environment", environment, "version", "${{ github.sha }}"))
                    .containsEntry("permissions", Map.of("contents", "read", "id-token", "write"));
            assertThat(CHECKOUT.resolve("infra/profiles/" + environment + ".properties"))
                    .exists();
            before = environment;
        }
    }

    @Test
    void deploysInTheEnvironmentThatTheRoleLetsInAndSaysAllThatKeepsIt() throws IOException {
        Map<String, Object> job = job(read("deploy-environment.yml"), "deploy");

        assertThat(job)
                .containsEntry("environment", "${{ inputs.environment }}")
                .containsEntry("permissions", Map.of("contents", "read", "id-token", "write"));
        assertThat(Json.text(Json.object(Json.field(job, "env")), "CONTEXT"))
                .contains(
                        "-c profile=${{ inputs.environment }}",
                        "-c artifact_version=${{ inputs.version }}",
                        "-c github_repository=${{ github.repository }}");
        assertThat(commands(job))
                .containsExactly(
                        "npm install --global aws-cdk@2.1148.1",
                        "./mvnw -B -ntp -Dquick -pl infra -am package",
                        "infra/delivery/publish.sh \"$PREFIX\" \"$VERSION\"",
                        "cdk diff --all $CONTEXT",
                        "cdk deploy --all --require-approval never --concurrency 2 $CONTEXT");
        assertThat(Files.isExecutable(CHECKOUT.resolve("infra/delivery/publish.sh")))
                .isTrue();
        assertThat(Files.isExecutable(CHECKOUT.resolve("mvnw"))).isTrue();
        assertThat(CHECKOUT.resolve("infra/cdk.json")).exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ci.yml", "deploy.yml", "deploy-environment.yml"})
    void hasNoSecretPinsItsActionsAndLeavesNoCredentialsBehind(String name) throws IOException {
        Map<String, Object> workflow = read(name);

        assertThat(Files.readString(FOLDER.resolve(name))).doesNotContain("secrets.", "AWS_SECRET", "AKIA");
        List<Map<String, Object>> all = Json.object(Json.field(workflow, "jobs")).values().stream()
                .map(Json::object)
                .flatMap(job -> job.containsKey("steps") ? steps(job).stream() : Stream.of())
                .toList();
        List<String> used = new ArrayList<>();
        for (Map<String, Object> step : all) {
            if (step.containsKey("uses")) {
                used.add(Json.text(step, "uses"));
                if (Json.text(step, "uses").startsWith("actions/checkout@")) {
                    assertThat(Json.object(Json.field(step, "with"))).containsEntry("persist-credentials", false);
                }
            } else {
                // What others write (branch names, titles) reaches a shell as a variable or not at all.
                assertThat(Json.text(step, "run")).doesNotContain("${{");
            }
        }
        assertThat(used).isNotEmpty().allMatch(action -> PINNED.matcher(action).matches());
    }
}
