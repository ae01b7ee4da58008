package io.tapeline.infra.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tapeline.infra.asl.Intrinsics;
import io.tapeline.infra.asl.Json;
import io.tapeline.infra.synth.NeedsNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.assertions.Template;

/**
 * The Airflow DAG does what the workflow does: it is loaded, with stand-ins of Airflow's classes, and what it made of the
 * stack's output is compared with the workflow of the same stack. Needs Python 3 on the PATH.
 */
@NeedsNode
class AirflowDagTest {
    private static final boolean PYTHON = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));

    @Test
    void hasTheNumbersAndTheCommandOfTheWorkflow() throws IOException, InterruptedException {
        assumeTrue(PYTHON, "infra: the Airflow DAG is not tested: that needs python3 on the PATH");
        Template template = Nights.template(
                Nights.ON_CLUSTER,
                "prod",
                "nightly_schedule=cron(15 20 ? * 2-6 *)",
                "nightly_timezone=America/New_York",
                "nightly_attempts=4");
        Map<String, Object> states = Json.object(Json.field(Nights.definition(template), "States"));
        Map<String, Object> run = Json.object(Json.field(states, "RunDate"));
        Map<String, Object> retry =
                Json.object(Json.list(Json.field(run, "Retry")).get(1));

        Map<String, Object> made = describe(settings(template));
        Map<String, Object> dag = Json.object(Json.field(made, "dag"));
        Map<String, Object> tasks = Json.object(Json.field(made, "tasks"));
        Map<String, Object> step = Json.object(Json.field(tasks, "run_date"));

        assertThat(dag)
                .containsEntry("schedule", List.of("15 20 * * 1-5", "America/New_York"))
                .containsEntry("max_active_runs", 1)
                .containsEntry("catchup", false)
                .containsEntry("dagrun_timeout", Nights.definition(template).get("TimeoutSeconds"))
                .containsEntry("on_success_callback", "tell_success")
                .containsEntry("on_failure_callback", "tell_failure");
        assertThat(step)
                .containsEntry("job_flow_id", "j-1")
                .containsEntry("retries", retry.get("MaxAttempts"))
                .containsEntry("retry_delay", retry.get("IntervalSeconds"))
                .containsEntry("max_retry_delay", retry.get("MaxDelaySeconds"))
                .containsEntry("retry_exponential_backoff", true)
                .containsEntry("execution_timeout", run.get("TimeoutSeconds"))
                .containsEntry("wait_for_completion", true)
                .containsEntry("deferrable", true);
        List<Object> theirs =
                arguments(Json.object(Json.list(Json.field(step, "steps")).get(0)));
        List<Object> ours = arguments(Json.object(Json.field(Json.object(Json.field(run, "Arguments")), "Step")));
        int fixed = ours.size() - 2;
        assertThat(theirs).hasSameSizeAs(ours).startsWith(ours.subList(0, fixed).toArray());
        assertThat(ours.subList(fixed, fixed + 2))
                .containsExactly("{% '--date=' & $date %}", "{% '--force=' & $string($plan.force) %}");
        assertThat(theirs.subList(fixed, fixed + 2))
                .containsExactly(
                        "--date={{ params.date or macros.ds_add(data_interval_end.in_timezone('UTC') | ds, -1) }}",
                        "--force={{ 'true' if params.force else 'false' }}");
        assertThat(made)
                .containsEntry("order", List.of(List.of("take_lock", "run_date"), List.of("run_date", "release_lock")))
                .containsEntry("teardown", Map.of("release_lock", "take_lock"));
    }

    @Test
    void takesAndReleasesTheSameLockAndIsNotMovedByABrokenTopic() throws IOException, InterruptedException {
        assumeTrue(PYTHON, "infra: the Airflow DAG is not tested: that needs python3 on the PATH");
        Template template = Nights.template(Nights.ON_CLUSTER, "prod");
        Lock lock = new Lock("any", 1);

        Map<String, Object> made = describe(settings(template));
        Map<String, Object> taken = Json.object(Json.field(made, "lock"));
        Map<String, Object> item = Json.object(Json.field(taken, "Item"));

        assertThat(taken)
                .containsEntry("ConditionExpression", lock.take().get("ConditionExpression"))
                .containsEntry("ExpressionAttributeNames", lock.take().get("ExpressionAttributeNames"));
        assertThat(item.keySet()).isEqualTo(Json.object(lock.take().get("Item")).keySet());
        assertThat(item)
                .containsEntry("name", Map.of("S", "nightly"))
                .containsEntry("owner", Map.of("S", "airflow run-1"));
        assertThat(Json.object(Json.field(made, "release")))
                .containsEntry("Key", lock.release().get("Key"))
                .containsEntry("ConditionExpression", lock.release().get("ConditionExpression"));
        assertThat(made)
                .containsEntry("free", List.of("done", "done"))
                .containsEntry("held", List.of("AirflowFailException", "done"))
                .containsEntry("told", List.of("done", "done"));
    }

    private static List<Object> arguments(Map<String, Object> step) {
        assertThat(step).containsEntry("ActionOnFailure", "CONTINUE");
        Map<String, Object> jar = Json.object(Json.field(step, "HadoopJarStep"));
        assertThat(jar).containsEntry("Jar", "command-runner.jar");
        return Json.list(Json.field(jar, "Args"));
    }

    private static String settings(Template template) {
        Map<String, Object> output =
                Json.object(template.findOutputs("AirflowNightly").get("AirflowNightly"));
        return Intrinsics.text(output.get("Value"));
    }

    private static Map<String, Object> describe(String settings) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target/airflow"));
        Path file = Files.writeString(folder.resolve("settings.json"), settings);
        Path out = folder.resolve("dag.json");
        Process python = new ProcessBuilder(
                        "python3",
                        "-B",
                        "src/test/resources/io/tapeline/infra/night/describe_dag.py",
                        "airflow/tapeline_nightly.py",
                        file.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(python.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(python.exitValue()).isZero();
        return Json.object(Files.readString(out, StandardCharsets.UTF_8));
    }
}
