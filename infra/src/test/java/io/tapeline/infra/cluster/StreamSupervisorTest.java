package io.tapeline.infra.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapeline.infra.cluster.FakeCluster.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamSupervisorTest {
    private static final String SCRIPT = "stream-supervisor.sh";
    private static final String APPLICATION = "tapeline-dev-stream-processor";
    private static final String RUNNING = "application_1763628000000_0007";
    private static final String JOB = "checkpoints/stream-processor/5a3c";
    private static final String SUBMISSION =
            " -Dhigh-availability.zookeeper.quorum=ip-10-40-0-9.ec2.internal:2181 -p 2 /var/job.jar --catalog.type=glue";

    private FakeCluster cluster;

    @BeforeEach
    void installed(@TempDir Path folder) {
        cluster = new FakeCluster(folder);
        configure("-p\n2\n/var/job.jar\n--catalog.type=glue\n");
        FakeCluster.write(cluster.root().resolve("etc/tapeline/stream-job.env"), """
                APP_NAME='tapeline-dev-stream-processor'
                CHECKPOINTS_URI='s3://lake/checkpoints/stream-processor'
                LOG_GROUP='/tapeline-dev/stream-supervisor'
                MAX_STARTS_AN_HOUR='3'
                KEYTAB=''
                """);
    }

    private void configure(String arguments) {
        FakeCluster.write(cluster.root().resolve("etc/tapeline/stream-job.args"), arguments);
    }

    @Test
    void firstStartIsWithoutState() {
        Outcome outcome = cluster.run(SCRIPT);

        assertThat(outcome.status()).as(outcome.output()).isZero();
        assertThat(cluster.calls("flink")).containsExactly("flink run-application -t yarn-application" + SUBMISSION);
        assertThat(cluster.calls("aws s3api"))
                .containsExactly("aws s3api list-objects-v2 --bucket lake --prefix checkpoints/stream-processor/"
                        + " --query Contents[].[LastModified,Size,Key] --output text");
    }

    @Test
    void doesNothingWhileTheJobRuns() {
        cluster.runs(RUNNING, APPLICATION);

        assertThat(cluster.run(SCRIPT).status()).isZero();

        assertThat(cluster.calls("flink")).isEmpty();
    }

    @Test
    void anotherApplicationIsNotTheJob() {
        cluster.runs(RUNNING, "tapeline-dev-stream-processor-2", "application_1763628000000_0008", "Zeppelin");

        assertThat(cluster.run(SCRIPT).status()).isZero();

        assertThat(cluster.calls("flink")).hasSize(1);
    }

    @Test
    void restoresTheNewestCheckpointByTimeNotByName() {
        cluster.objects(
                "2026-11-20T10:00:10+00:00 9031 " + JOB + "/chk-10/_metadata",
                "2026-11-20T10:00:05+00:00 9030 " + JOB + "/chk-9/_metadata",
                "2026-11-20T10:00:11+00:00 512 " + JOB + "/chk-10/0f3e",
                // Of a job before this one, which had come further.
                "2026-11-20T09:00:00+00:00 9029 checkpoints/stream-processor/ffff/chk-999/_metadata");

        assertThat(cluster.run(SCRIPT).status()).isZero();

        assertThat(cluster.calls("flink"))
                .containsExactly("flink run-application -t yarn-application -s s3://lake/" + JOB + "/chk-10 -cm CLAIM"
                        + SUBMISSION);
    }

    @Test
    void ofTheSameSecondTheHigherNumberIsTheNewer() {
        cluster.objects(
                "2026-11-20T10:00:10+00:00 1 " + JOB + "/chk-10/_metadata",
                "2026-11-20T10:00:10+00:00 1 " + JOB + "/chk-9/_metadata");

        cluster.run(SCRIPT);

        assertThat(cluster.calls("flink")).singleElement().asString().contains("/chk-10 ");
    }

    @Test
    void restoresASavepointThatIsNewer() {
        cluster.objects(
                "2026-11-20T10:00:05+00:00 1 " + JOB + "/chk-9/_metadata",
                "2026-11-20T10:00:07+00:00 1 checkpoints/stream-processor/savepoints/savepoint-5a3c-77aa/_metadata");

        cluster.run(SCRIPT);

        assertThat(cluster.calls("flink"))
                .singleElement()
                .asString()
                .contains(" -s s3://lake/checkpoints/stream-processor/savepoints/savepoint-5a3c-77aa ");
    }

    @Test
    void ignoresACheckpointThatIsHalfWritten() {
        cluster.objects(
                "2026-11-20T10:00:05+00:00 1 " + JOB + "/chk-9/_metadata",
                "2026-11-20T10:00:10+00:00 7000 " + JOB + "/chk-10/0f3e",
                "2026-11-20T10:00:10+00:00 0 " + JOB + "/chk-10/_metadata",
                "2026-11-20T10:00:11+00:00 7 " + JOB + "/shared/_metadata.tmp");

        cluster.run(SCRIPT);

        assertThat(cluster.calls("flink")).singleElement().asString().contains("/chk-9 ");
    }

    @Test
    void submitsNothingIfTheCheckpointsCannotBeListed() {
        cluster.fail("s3");

        Outcome outcome = cluster.run(SCRIPT);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("ERROR cannot list s3://lake/checkpoints/stream-processor; nothing is submitted");
        assertThat(cluster.calls("flink")).isEmpty();
    }

    @Test
    void submitsNothingIfYarnDoesNotAnswer() {
        cluster.fail("yarn");

        Outcome outcome = cluster.run(SCRIPT);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("ERROR YARN does not answer; nothing is submitted");
        assertThat(cluster.calls("flink")).isEmpty();
    }

    @Test
    void submitsNothingIfYarnSaysNothing() {
        cluster.yarnSays("");

        assertThat(cluster.run(SCRIPT).status()).isEqualTo(1);

        assertThat(cluster.calls("flink")).isEmpty();
    }

    @Test
    void neverStartsWithoutStateAgainOnceThereWasSome() {
        cluster.runs(RUNNING, APPLICATION);
        cluster.objects("2026-11-20T10:00:05+00:00 1 " + JOB + "/chk-9/_metadata");
        cluster.run(SCRIPT);
        cluster.runs();
        cluster.objects();

        Outcome outcome = cluster.run(SCRIPT);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("ERROR no checkpoint under s3://lake/checkpoints/stream-processor");
        assertThat(cluster.calls("flink")).isEmpty();
    }

    @Test
    void anotherClusterKnowsThatThereWasState() {
        // What the one before has left, beside nothing else.
        cluster.objects("2026-11-20T10:00:05+00:00 70 checkpoints/stream-processor/.has-state");

        assertThat(cluster.run(SCRIPT).status()).isEqualTo(1);

        assertThat(cluster.calls("flink")).isEmpty();
    }

    @Test
    void marksThatThereWasStateBeforeItRestores() {
        cluster.objects("2026-11-20T10:00:05+00:00 1 " + JOB + "/chk-9/_metadata");

        cluster.run(SCRIPT);

        assertThat(cluster.calls("aws s3api put-object", "flink"))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("aws s3api put-object --bucket lake --key checkpoints/stream-processor/.has-state ");
    }

    @Test
    void aSecondRunAtTheSameTimeDoesNothing() throws IOException, InterruptedException {
        Path gate = cluster.fakes().resolve("flink-waits");
        assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor())
                .isZero();
        Process first = cluster.start(SCRIPT);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.exists(cluster.fakes().resolve("flink-is-at-it")));

        Outcome second = cluster.run(SCRIPT);
        Files.writeString(gate, "");

        assertThat(second.status()).isZero();
        assertThat(second.output()).contains("another run is at work");
        assertThat(cluster.finish(first).status()).isZero();
        assertThat(cluster.calls("flink")).hasSize(1);
    }

    @Test
    void failedSubmissionIsSaidAndTriedAgainNextTime() throws IOException {
        cluster.fail("flink");
        Outcome failed = cluster.run(SCRIPT);
        Files.delete(cluster.fakes().resolve("flink-fails"));
        Outcome again = cluster.run(SCRIPT);

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.output()).contains("ERROR flink could not submit " + APPLICATION);
        assertThat(again.status()).isZero();
    }

    @Test
    void givesUpAfterTooManyStartsInAnHour() {
        cluster.run(SCRIPT);
        cluster.run(SCRIPT);
        cluster.run(SCRIPT);

        Outcome fourth = cluster.run(SCRIPT);

        assertThat(fourth.status()).isEqualTo(1);
        assertThat(fourth.output()).contains("ERROR not submitted: 3 starts in the last hour");
        assertThat(cluster.calls("flink")).hasSize(3);
    }

    @Test
    void forgetsStartsAfterAnHour() {
        String before = Instant.now().minus(Duration.ofMinutes(61)).getEpochSecond() + "\n";
        FakeCluster.write(
                cluster.root().resolve("var/lib/tapeline/starts"), String.join("", Collections.nCopies(3, before)));

        assertThat(cluster.run(SCRIPT).status()).isZero();
    }

    @Test
    void replacesARunningJobWhoseArgumentsHaveChanged() {
        cluster.run(SCRIPT);
        cluster.runs(RUNNING, APPLICATION);
        configure("-p\n4\n/var/job.jar\n--catalog.type=glue\n");

        Outcome stopped = cluster.run(SCRIPT);
        cluster.runs();
        cluster.objects(
                "2026-11-20T10:00:07+00:00 1 checkpoints/stream-processor/savepoints/savepoint-0011-77aa/_metadata");
        cluster.run(SCRIPT);

        assertThat(stopped.output()).contains("stopped " + RUNNING + " with a savepoint");
        assertThat(cluster.calls("flink"))
                .element(2)
                .isEqualTo(
                        "flink stop -t yarn-application -Dyarn.application.id=" + RUNNING
                                + " --savepointPath s3://lake/checkpoints/stream-processor/savepoints 00112233445566778899aabbccddeeff");
        assertThat(cluster.calls("flink run-application"))
                .last()
                .asString()
                .contains("-s s3://lake/checkpoints/stream-processor/savepoints/savepoint-0011-77aa ", " -p 4 ");
    }

    @Test
    void leavesARunningJobAloneIfItCannotBeStoppedWithASavepoint() {
        cluster.run(SCRIPT);
        cluster.runs(RUNNING, APPLICATION);
        configure("-p\n4\n");
        cluster.fail("flink");

        Outcome outcome = cluster.run(SCRIPT);

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.output()).contains("ERROR cannot find the job of " + RUNNING);
        assertThat(cluster.calls("flink run-application")).hasSize(1);
    }

    @Test
    void takesATicketFirstWhereThereIsKerberos() {
        FakeCluster.write(
                cluster.root().resolve("etc/tapeline/stream-job.env"),
                FakeCluster.read(cluster.root().resolve("etc/tapeline/stream-job.env"))
                        .replace("KEYTAB=''", "KEYTAB='/etc/hadoop.keytab'"));

        cluster.run(SCRIPT);

        assertThat(cluster.calls("kinit", "yarn"))
                .first()
                .isEqualTo("kinit -kt /etc/hadoop.keytab hadoop/ip-10-40-0-9.ec2.internal@TAPELINE.INTERNAL");
    }

    @Test
    void saysWhatItDoesInItsLogGroup() {
        cluster.run(SCRIPT);

        assertThat(cluster.calls("aws logs"))
                .first()
                .asString()
                .startsWith("aws logs put-log-events --log-group-name /tapeline-dev/stream-supervisor"
                        + " --log-stream-name ip-10-40-0-9.ec2.internal --log-events [{\"timestamp\": ")
                .contains(
                        "\"message\": \"submitting tapeline-dev-stream-processor without state, for the first time\"}]");
    }
}
