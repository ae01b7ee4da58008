package io.tapeline.infra.night;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapeline.infra.asl.Ending;
import io.tapeline.infra.asl.Ending.Status;
import io.tapeline.infra.asl.Json;
import io.tapeline.infra.synth.NeedsNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the workflow of the synthesized template, on a virtual clock. */
@NeedsNode
class NightWorkflowTest {
    private static Map<String, Object> definition = Map.of();

    @BeforeAll
    static void synthesize() {
        definition = Nights.definition(Nights.template(
                Nights.ON_CLUSTER,
                "dev",
                "nightly_attempts=3",
                "nightly_retry_delay=60",
                "nightly_timeout=3600",
                "nightly_total_timeout=36000",
                "nightly_max_dates=5",
                "nightly_notify=always"));
    }

    @Test
    void runsTheDayBeforeInUtcAndGivesTheLockBack() {
        NightRun night = NightRun.onCluster(definition);

        Ending ending = night.run(Map.of());

        assertThat(ending.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(ending.output()).isEqualTo(Map.of("dates", List.of("2026-11-18")));
        assertThat(night.job.calls()).hasSize(1);
        assertThat(command(night.job.calls().get(0)))
                .startsWith("spark-submit", "--master", "yarn", "--deploy-mode", "cluster", "--queue", "batch")
                .endsWith("--date=2026-11-18", "--force=false");
        assertThat(night.table.item("nightly")).isEmpty();
        assertThat(night.topic.subjects()).containsExactly("tapeline-dev: the night of 2026-11-18 has succeeded");
        assertThat(night.topic.texts().get(0)).contains("Done: 2026-11-18\n", "Execution: execution-1");
    }

    @Test
    void holdsTheLockWhileTheJobRuns() {
        NightRun night = NightRun.onCluster(definition);
        night.job.then(clock -> assertThat(night.table.item("nightly")).hasValueSatisfying(lock -> {
            assertThat(lock).containsEntry("owner", Map.of("S", "execution-1"));
            assertThat(lock).containsEntry("since", Map.of("S", "2026-11-19T00:30:00Z"));
            // 3 attempts of an hour, waits of 60 and 120 s, and a quarter of an hour: 11,880 s.
            assertThat(lock).containsEntry("expires", Map.of("N", "" + (1_795_048_200L + 11_880)));
        }));

        assertThat(night.run(Map.of()).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(night.job.calls()).hasSize(1);
    }

    @Test
    void triesAFailedStepAgainAfterDoublingWaitsAndTellsOfItsFailure() {
        NightRun night = NightRun.onCluster(definition);
        for (int attempt = 0; attempt < 3; attempt++) {
            night.job.then(FakeJob.failsWith("States.TaskFailed", "step s-1 FAILED", Duration.ofMinutes(5)));
        }

        Ending ending = night.run(Map.of());

        assertThat(ending.status()).isEqualTo(Status.FAILED);
        assertThat(ending.error()).isEqualTo("NightFailed");
        // Five minutes each, then a minute, then two.
        assertThat(night.job.starts())
                .containsExactly(
                        Instant.parse("2026-11-19T00:30:00Z"),
                        Instant.parse("2026-11-19T00:36:00Z"),
                        Instant.parse("2026-11-19T00:43:00Z"));
        assertThat(night.table.item("nightly")).isEmpty();
        assertThat(night.topic.subjects()).containsExactly("tapeline-dev: the night of 2026-11-18 has failed");
        assertThat(night.topic.texts().get(0))
                .isEqualTo(ending.cause())
                .contains(
                        "Failed: 2026-11-18: States.TaskFailed step s-1 FAILED\n",
                        "the table batch_runs",
                        "cluster j-1",
                        "{\"from\": \"2026-11-18\", \"to\": \"2026-11-18\"}")
                .doesNotContain("Done:", "Not tried:");
    }

    @Test
    void succeedsWhenARetryDoes() {
        NightRun night = NightRun.onCluster(definition);
        night.job
                .then(FakeJob.failsWith("States.TaskFailed", "lost a node", Duration.ofMinutes(5)))
                .then(FakeJob.succeeds());

        Ending ending = night.run(Map.of());

        assertThat(ending.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(night.job.starts()).hasSize(2);
        assertThat(night.topic.subjects()).containsExactly("tapeline-dev: the night of 2026-11-18 has succeeded");
    }

    @Test
    void doesNotCountAThrottledCallAsAnAttempt() {
        NightRun night = NightRun.onCluster(definition);
        for (int call = 0; call < 6; call++) {
            night.job.then(FakeJob.failsWith("ElasticMapReduce.ThrottlingException", "Rate exceeded", Duration.ZERO));
        }
        night.job
                .then(FakeJob.failsWith("States.TaskFailed", "", Duration.ZERO))
                .then(FakeJob.failsWith("States.TaskFailed", "", Duration.ZERO));

        Ending ending = night.run(Map.of());

        assertThat(ending.status()).isEqualTo(Status.SUCCEEDED);
        // Half of 5, 10, 20, 40, and of 60 twice; then a minute, then two.
        assertThat(seconds(night.job.starts())).containsExactly(0.0, 2.5, 7.5, 17.5, 37.5, 67.5, 97.5, 157.5, 277.5);
    }

    @Test
    void endsAnAttemptThatTakesTooLongAndTriesAgain() {
        NightRun night = NightRun.onCluster(definition);
        night.job.then(FakeJob.takes(Duration.ofHours(5)));

        Ending ending = night.run(Map.of());

        assertThat(ending.status()).isEqualTo(Status.SUCCEEDED);
        // The attempt's hour, then a minute.
        assertThat(seconds(night.job.starts())).containsExactly(0.0, 3_660.0);
    }

    @Test
    void failsWhenEveryAttemptTakesTooLong() {
        NightRun night = NightRun.onCluster(definition);
        for (int attempt = 0; attempt < 3; attempt++) {
            night.job.then(FakeJob.takes(Duration.ofHours(5)));
        }

        Ending ending = night.run(Map.of());

        assertThat(ending.status()).isEqualTo(Status.FAILED);
        assertThat(ending.cause()).contains("Failed: 2026-11-18: States.Timeout \n");
        assertThat(night.table.item("nightly")).isEmpty();
    }

    @Test
    void refusesASecondRunWhileOneRunsAndDoesItNoHarm() {
        NightRun night = NightRun.onCluster(definition);
        List<Ending> second = new ArrayList<>();
        night.job.then(clock -> second.add(night.run("execution-2", Map.of("date", "2026-11-17"))));

        Ending first = night.run(Map.of());

        assertThat(second).singleElement().satisfies(ending -> {
            assertThat(ending.status()).isEqualTo(Status.FAILED);
            assertThat(ending.error()).isEqualTo("AlreadyRunning");
            assertThat(ending.cause())
                    .contains("the night of 2026-11-17 did not run", "execution-1, since 2026-11-19T00:30:00Z");
        });
        assertThat(first.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(night.job.calls()).hasSize(1);
        assertThat(night.topic.subjects())
                .containsExactly(
                        "tapeline-dev: the night of 2026-11-17 did not run",
                        "tapeline-dev: the night of 2026-11-18 has succeeded");
        assertThat(night.table.item("nightly")).isEmpty();
    }

    @Test
    void takesOverTheLockOfADeadRunOnceItHasExpired() {
        NightRun night = NightRun.onCluster(definition);
        night.table.put("nightly", lockOf("dead", NightRun.START.getEpochSecond() + 1));

        Ending before = night.run(Map.of());
        night.clock.advance(Duration.ofSeconds(2));
        Ending after = night.run(Map.of());

        assertThat(before.error()).isEqualTo("AlreadyRunning");
        assertThat(night.table.item("nightly")).isEmpty();
        assertThat(after.status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void stopsBetweenTwoDatesWhenItsLockHasBeenTakenFromIt() {
        NightRun night = NightRun.onCluster(definition);
        Map<String, Object> theirs = lockOf("other", NightRun.START.getEpochSecond() + 99_999);
        night.job.then(clock -> night.table.put("nightly", theirs));

        Ending ending = night.run(Map.of("from", "2026-11-16", "to", "2026-11-17", "on_failure", "go-on"));

        assertThat(ending.status()).isEqualTo(Status.FAILED);
        assertThat(ending.cause()).contains("Done: 2026-11-16\n", "Failed: 2026-11-17: DynamoDB.Conditional");
        assertThat(night.job.calls()).hasSize(1);
        assertThat(night.table.item("nightly")).contains(theirs);
    }

    @Test
    void keepsTheLockForEachDateAnew() {
        NightRun night = NightRun.onCluster(definition);
        night.job
                .then(FakeJob.takes(Duration.ofMinutes(50)))
                .then(clock -> assertThat(night.table.item("nightly"))
                        .hasValueSatisfying(lock -> assertThat(lock)
                                .containsEntry("expires", Map.of("N", "" + (1_795_048_200L + 3_000 + 11_880)))));

        Ending ending = night.run(Map.of("from", "2026-11-16", "to", "2026-11-17"));

        assertThat(ending.output()).isEqualTo(Map.of("dates", List.of("2026-11-16", "2026-11-17")));
    }

    @Test
    void stopsABackfillAtTheDateThatFails() {
        NightRun night = NightRun.onCluster(definition);
        night.job.then(FakeJob.succeeds());
        for (int attempt = 0; attempt < 3; attempt++) {
            night.job.then(FakeJob.failsWith("States.TaskFailed", "", Duration.ofMinutes(1)));
        }

        Ending ending = night.run(Map.of("from", "2026-11-14", "to", "2026-11-16"));

        assertThat(dates(night)).containsExactly("2026-11-14", "2026-11-15", "2026-11-15", "2026-11-15");
        assertThat(ending.status()).isEqualTo(Status.FAILED);
        assertThat(ending.cause())
                .contains(
                        "the nights of 2026-11-14 to 2026-11-16 have failed",
                        "Done: 2026-11-14\n",
                        "Failed: 2026-11-15: States.TaskFailed",
                        "Not tried: 2026-11-16\n",
                        "{\"from\": \"2026-11-15\", \"to\": \"2026-11-16\"}");
    }

    @Test
    void goesOnBehindAFailedDateIfItIsToldTo() {
        NightRun night = NightRun.onCluster(definition);
        night.job.then(FakeJob.succeeds());
        for (int attempt = 0; attempt < 3; attempt++) {
            night.job.then(FakeJob.failsWith("States.TaskFailed", "", Duration.ofMinutes(1)));
        }

        Ending ending = night.run(Map.of("from", "2026-11-14", "to", "2026-11-16", "on_failure", "go-on"));

        assertThat(dates(night)).containsExactly("2026-11-14", "2026-11-15", "2026-11-15", "2026-11-15", "2026-11-16");
        assertThat(ending.status()).isEqualTo(Status.FAILED);
        assertThat(ending.cause())
                .contains("Done: 2026-11-14, 2026-11-16\n", "Failed: 2026-11-15: ")
                .doesNotContain("Not tried");
    }

    @Test
    void forcesIfItIsToldTo() {
        NightRun night = NightRun.onCluster(definition);

        night.run(Map.of("date", "2024-02-29", "force", true));

        assertThat(command(night.job.calls().get(0))).endsWith("--date=2024-02-29", "--force=true");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'date': '2026-02-30'} | date is not a date such as 2026-11-18: 2026-02-30",
                "{'date': '2025-02-29'} | date is not a date such as 2026-11-18: 2025-02-29",
                "{'date': '1900-02-29'} | date is not a date such as 2026-11-18: 1900-02-29",
                "{'date': '2026-04-31'} | date is not a date such as 2026-11-18: 2026-04-31",
                "{'date': '2026-13-01'} | date is not a date such as 2026-11-18: 2026-13-01",
                "{'date': '2026-1-1'} | date is not a date such as 2026-11-18: 2026-1-1",
                "{'date': 'yesterday'} | date is not a date such as 2026-11-18: yesterday",
                "{'date': '2026-11-18; rm'} | date is not a date such as 2026-11-18: 2026-11-18; rm",
                "{'date': 20261118} | date is not a date such as 2026-11-18: 20261118",
                "{'date': null} | date is not a date such as 2026-11-18: null",
                "{'from': '2026-11-17', 'to': '18'} | to is not a date such as 2026-11-18: 18",
                "{'from': 'x', 'to': 'y'} | from is not a date such as 2026-11-18: x",
                "{'from': '2026-11-17'} | the input has one of from and to: it needs both",
                "{'to': '2026-11-17'} | the input has one of from and to: it needs both",
                "{'date': '2026-11-17', 'to': '2026-11-17'} | the input has both date and from or to",
                "{'from': '2026-11-17', 'to': '2026-11-16'} | from is after to: 2026-11-17, 2026-11-16",
                "{'from': '2026-11-12', 'to': '2026-11-17'} | 6 dates are more than nightly_max_dates, 5",
                "{'date': '2026-11-19'} | 2026-11-19 is not over, in UTC",
                "{'from': '2026-11-18', 'to': '2026-11-20'} | 2026-11-20 is not over, in UTC",
                "{'dates': '2026-11-18', 'x': 1} | the input has what is not known: dates, x; known are date, from, to,",
                "{'on_failure': 'continue'} | on_failure is not stop or go-on: continue",
                "{'force': 'yes'} | force is not true or false: yes",
            })
    void refusesABadInputWithoutTouchingTheLock(String input, String problem) {
        NightRun night = NightRun.onCluster(definition);
        night.table.breakWith("not to be called");

        Ending ending = night.run(Json.object(input.replace('\'', '"')));

        assertThat(ending.status()).isEqualTo(Status.FAILED);
        assertThat(ending.error()).isEqualTo("BadInput");
        assertThat(ending.cause()).contains("the night did not run", "Why: " + problem);
        assertThat(night.job.calls()).isEmpty();
        assertThat(night.topic.subjects()).containsExactly("tapeline-dev: the night did not run");
    }

    @Test
    void failsWithAWordWhenTheLockCannotBeTaken() {
        NightRun night = NightRun.onCluster(definition);
        night.table.breakWith("DynamoDB.InternalServerErrorException");

        Ending ending = night.run(Map.of());

        assertThat(ending.error()).isEqualTo("LockUnavailable");
        assertThat(ending.cause()).contains("the lock cannot be taken: DynamoDB.InternalServerErrorException");
        assertThat(night.job.calls()).isEmpty();
        assertThat(ending.path()).contains("ReleaseLock");
    }

    @Test
    void succeedsThoughTheLockCannotBeGivenBack() {
        NightRun night = NightRun.onCluster(definition);
        night.job.then(clock -> night.table.breakWith("DynamoDB.InternalServerErrorException"));

        assertThat(night.run(Map.of()).status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void isNotMovedByANotificationThatFails() {
        NightRun good = NightRun.onCluster(definition);
        good.topic.breakDown();
        NightRun bad = NightRun.onCluster(definition);
        bad.topic.breakDown();
        for (int attempt = 0; attempt < 3; attempt++) {
            bad.job.then(FakeJob.failsWith("States.TaskFailed", "", Duration.ZERO));
        }

        assertThat(good.run(Map.of()).status()).isEqualTo(Status.SUCCEEDED);
        assertThat(bad.run(Map.of()).error()).isEqualTo("NightFailed");
    }

    @Test
    void endsARunThatTakesTooLongAsAWhole() {
        NightRun night = NightRun.onCluster(definition);
        for (int attempt = 0; attempt < 15; attempt++) {
            night.job.then(FakeJob.takes(Duration.ofHours(5)));
        }

        Ending ending = night.run(Map.of("from", "2026-11-14", "to", "2026-11-18", "on_failure", "go-on"));

        assertThat(ending.status()).isEqualTo(Status.TIMED_OUT);
        assertThat(night.table.item("nightly")).isPresent();
    }

    private static Map<String, Object> lockOf(String owner, long expires) {
        return Map.of(
                "name", Map.of("S", "nightly"),
                "owner", Map.of("S", owner),
                "since", Map.of("S", "2026-11-18T00:30:00Z"),
                "expires", Map.of("N", Long.toString(expires)));
    }

    private static List<String> command(Map<String, Object> call) {
        Map<String, Object> step = Json.object(Json.field(call, "Step"));
        return Json.list(Json.field(Json.object(Json.field(step, "HadoopJarStep")), "Args")).stream()
                .map(String::valueOf)
                .toList();
    }

    private static List<String> dates(NightRun night) {
        return night.job.calls().stream()
                .map(call -> command(call).stream()
                        .filter(word -> word.startsWith("--date="))
                        .findFirst()
                        .orElse("")
                        .substring("--date=".length()))
                .toList();
    }

    private static List<Double> seconds(List<Instant> starts) {
        return starts.stream()
                .map(start -> Duration.between(NightRun.START, start).toMillis() / 1_000.0)
                .toList();
    }
}
