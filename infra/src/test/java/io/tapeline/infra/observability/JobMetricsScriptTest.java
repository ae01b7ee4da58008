package io.tapeline.infra.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script, run against YARN, Flink and Spark whose answers are those of Flink 1.20.0 and Spark 3.5.6, shortened, and an
 * {@code aws} that writes down what it is told.
 */
@NeedsPython
class JobMetricsScriptTest {
    private static final Path SCRIPT = Path.of("src/main/resources/io/tapeline/infra/observability/job_metrics.py")
            .toAbsolutePath();
    private static final String JOB = "/flink/jobs/8a9974";
    private static final String VERTEX = JOB + "/vertices/v1/subtasks/metrics";
    private static final String SPARK = "/spark/api/v1/applications/application_1_2";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(
                folder.resolve("aws"),
                "#!/bin/sh\n[ -e " + folder + "/refuse ] && exit 255\nprintf '%s\\n' \"$*\" >> " + folder + "/calls\n"
                        + "for word in \"$@\"; do case $word in file://*) cat \"${word#file://}\" >> " + folder
                        + "/sent; echo >> " + folder + "/sent;; esac; done\n");
        assertThat(folder.resolve("aws").toFile().setExecutable(true)).isTrue();
        flink(100, 10);
        spark(3, 1000);
        applications("\"Apache Flink\"", "\"SPARK\"");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = answers.get(exchange.getRequestURI().toString());
        byte[] bytes = (body == null ? "{}" : body).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void applications(String... types) {
        List<String> apps = new ArrayList<>();
        for (String type : types) {
            boolean flink = type.contains("Flink");
            apps.add("{\"id\": \"application_1_" + (flink ? 1 : 2) + "\", \"applicationType\": " + type
                    + ", \"trackingUrl\": \"" + url(flink ? "/flink/" : "/spark/") + "\"}");
        }
        answers.put(
                "/ws/v1/cluster/apps?states=RUNNING",
                apps.isEmpty() ? "{\"apps\": null}" : "{\"apps\": {\"app\": " + apps + "}}");
    }

    private void flink(int accepted, int late) {
        answers.put(
                "/flink/jobs/overview",
                "{\"jobs\": [{\"jid\": \"8a9974\", \"state\": \"RUNNING\"},"
                        + " {\"jid\": \"dead\", \"state\": \"FAILED\"}]}");
        answers.put(JOB, "{\"vertices\": [{\"id\": \"v1\"}]}");
        answers.put(
                VERTEX,
                "[{\"id\": \"idleTimeMsPerSecond\"}, {\"id\": \"busyTimeMsPerSecond\"},"
                        + " {\"id\": \"bars_by_bucket.tapeline.accepted\"}, {\"id\": \"bars_by_bucket.tapeline.late\"},"
                        + " {\"id\": \"read.tapeline.reason.CORRUPT.deadLetters\"}, {\"id\": \"read.tapeline.reason.LONG.deadLetters\"},"
                        + " {\"id\": \"bars_by_bucket.tapeline.eventTimeLag\"}]");
        answers.put(
                VERTEX + "?get=busyTimeMsPerSecond,bars_by_bucket.tapeline.accepted,bars_by_bucket.tapeline.late,"
                        + "read.tapeline.reason.CORRUPT.deadLetters,read.tapeline.reason.LONG.deadLetters,"
                        + "bars_by_bucket.tapeline.eventTimeLag&agg=sum,max",
                "[{\"id\": \"busyTimeMsPerSecond\", \"sum\": 900.0, \"max\": 640.0},"
                        + " {\"id\": \"bars_by_bucket.tapeline.accepted\", \"sum\": " + accepted + ".0, \"max\": 60.0},"
                        + " {\"id\": \"bars_by_bucket.tapeline.late\", \"sum\": " + late + ".0, \"max\": 9.0},"
                        + " {\"id\": \"read.tapeline.reason.CORRUPT.deadLetters\", \"sum\": 2.0, \"max\": 1.0},"
                        + " {\"id\": \"read.tapeline.reason.LONG.deadLetters\", \"sum\": 1.0, \"max\": 1.0},"
                        + " {\"id\": \"bars_by_bucket.tapeline.eventTimeLag\", \"sum\": 2000.0, \"max\": 1234.0}]");
        answers.put(JOB + "/metrics?get=numRestarts", "[{\"id\": \"numRestarts\", \"value\": \"4\"}]");
        answers.put(
                JOB + "/checkpoints",
                "{\"counts\": {\"completed\": 8, \"failed\": 1}, \"latest\": {\"completed\":"
                        + " {\"id\": 8, \"trigger_timestamp\": 1763632800000, \"end_to_end_duration\": 128, \"state_size\": 4118}}}");
        answers.put(
                "/flink/taskmanagers/metrics?get=Status.JVM.Memory.Heap.Used,Status.JVM.Memory.Heap.Max,"
                        + "Status.JVM.CPU.Load&agg=min,max",
                "[{\"id\": \"Status.JVM.Memory.Heap.Used\", \"min\": 1.0E8, \"max\": 3.0E8},"
                        + " {\"id\": \"Status.JVM.Memory.Heap.Max\", \"min\": 4.0E8, \"max\": 4.0E8},"
                        + " {\"id\": \"Status.JVM.CPU.Load\", \"min\": 0.1, \"max\": 0.25}]");
    }

    private void spark(int failed, int output) {
        // Of a JVM of 700 MiB: Spark says 236,991,283 bytes of memory for storage and execution.
        answers.put(
                SPARK + "/allexecutors",
                "[{\"id\": \"1\", \"isActive\": true, \"activeTasks\": 2, \"failedTasks\": "
                        + failed + ", \"completedTasks\": 7, \"totalInputBytes\": 150342, \"totalShuffleRead\": 9165,"
                        + " \"totalShuffleWrite\": 9000, \"memoryMetrics\": {\"totalOnHeapStorageMemory\": 236991283},"
                        + " \"peakMemoryMetrics\": {\"JVMHeapMemory\": 174769344}}, {\"id\": \"0\", \"isActive\": false,"
                        + " \"activeTasks\": 5, \"failedTasks\": 1, \"completedTasks\": 1, \"totalInputBytes\": 0,"
                        + " \"totalShuffleRead\": 0, \"totalShuffleWrite\": 0}, {\"id\": \"2\", \"isActive\": true,"
                        + " \"activeTasks\": 1, \"failedTasks\": 0, \"completedTasks\": 0, \"totalInputBytes\": 0,"
                        + " \"totalShuffleRead\": 0, \"totalShuffleWrite\": 0,"
                        + " \"memoryMetrics\": {\"totalOnHeapStorageMemory\": 236991283},"
                        + " \"peakMemoryMetrics\": {\"JVMHeapMemory\": 354810880}}]");
        answers.put(SPARK + "/stages", "[{\"outputBytes\": 0}, {\"outputBytes\": " + output + "}]");
    }

    private int run(String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "python3",
                SCRIPT.toString(),
                "--namespace",
                "Tapeline/tapeline-dev",
                "--region",
                "us-east-1",
                "--yarn",
                "http://127.0.0.1:1",
                url(""),
                "--state",
                folder.resolve("totals.json").toString(),
                "--aws",
                folder.resolve("aws").toString()));
        command.addAll(List.of(more));
        Files.deleteIfExists(folder.resolve("sent"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    /** What was sent: {@code job name} to value, but for the age of the checkpoint. */
    private Map<String, Double> sent() throws IOException {
        Map<String, Double> figures = new TreeMap<>();
        for (JsonNode figure :
                new ObjectMapper().readTree(folder.resolve("sent").toFile())) {
            String name = figure.at("/Dimensions/0/Value").asText() + " "
                    + figure.get("MetricName").asText();
            if (!name.endsWith("CheckpointAge")) {
                figures.put(name, Math.round(figure.get("Value").asDouble() * 10) / 10.0);
            }
        }
        return figures;
    }

    @Test
    void sendsWhatHasGrownSinceTheLastTimeAndWhatIs() throws Exception {
        assertThat(run()).isZero();
        // Nobody knows what was before.
        assertThat(sent()).containsEntry("stream AcceptedTrades", 0.0).containsEntry("batch FailedTasks", 0.0);

        flink(160, 13);
        spark(10, 1500);
        assertThat(run()).isZero();

        assertThat(sent())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("stream Running", 1.0),
                        Map.entry("stream AcceptedTrades", 60.0),
                        Map.entry("stream LateTrades", 3.0),
                        Map.entry("stream DeadLetters", 0.0),
                        Map.entry("stream Restarts", 0.0),
                        Map.entry("stream FailedCheckpoints", 0.0),
                        Map.entry("stream EventTimeLag", 1234.0),
                        Map.entry("stream BusyPercent", 64.0),
                        Map.entry("stream CheckpointDuration", 128.0),
                        Map.entry("stream CheckpointSize", 4118.0),
                        Map.entry("stream HeapPercent", 75.0), // 300 of 400 MB
                        Map.entry("stream CpuPercent", 25.0),
                        Map.entry("batch Running", 1.0),
                        Map.entry("batch FailedTasks", 7.0),
                        Map.entry("batch CompletedTasks", 0.0),
                        Map.entry("batch ActiveTasks", 3.0),
                        Map.entry("batch InputBytes", 0.0),
                        Map.entry("batch OutputBytes", 500.0),
                        Map.entry("batch ShuffleReadBytes", 0.0),
                        Map.entry("batch ShuffleWriteBytes", 0.0),
                        // The fuller one: 354.8 of 709.6 MB, which Spark's share of the heap of 700 MiB comes from
                        Map.entry("batch HeapPercent", 50.0)));
        assertThat(folder.resolve("calls"))
                .content()
                .startsWith("cloudwatch put-metric-data --namespace Tapeline/tapeline-dev --region us-east-1"
                        + " --metric-data file://");
    }

    @Test
    void countsFromNoughtAfterARestartOfTheJobAndForANewOne() throws Exception {
        run();
        flink(40, 0);
        run();
        // Flink's counters have begun anew: 40, and not 40 - 100.
        assertThat(sent()).containsEntry("stream AcceptedTrades", 40.0).containsEntry("stream LateTrades", 0.0);

        applications("\"Apache Flink\"");
        run();
        applications("\"Apache Flink\"", "\"SPARK\"");
        run();
        // The application was not there the last time, so all of it is new: 3 + 1.
        assertThat(sent()).containsEntry("batch FailedTasks", 4.0);
    }

    @Test
    void saysThatNothingRuns() throws Exception {
        applications();

        assertThat(run()).isZero();
        assertThat(sent()).containsOnly(Map.entry("stream Running", 0.0), Map.entry("batch Running", 0.0));
    }

    @Test
    void aClusterOfFlinkWithoutARunningJobDoesNotRun() throws Exception {
        answers.put("/flink/jobs/overview", "{\"jobs\": [{\"jid\": \"8a9974\", \"state\": \"RESTARTING\"}]}");

        assertThat(run()).isZero();
        assertThat(sent()).containsEntry("stream Running", 0.0).doesNotContainKey("stream HeapPercent");
    }

    @Test
    void whatDoesNotAnswerIsLeftOutAndCountsOnAfterwards() throws Exception {
        run();
        answers.remove(SPARK + "/stages");
        answers.put("/flink/jobs/overview", "<html>");
        assertThat(run()).isEqualTo(1);
        assertThat(folder.resolve("output"))
                .content()
                .contains("application_1_1 does not tell: ")
                .contains("application_1_2 does not tell: ");
        assertThat(sent()).containsEntry("stream Running", 0.0).containsEntry("batch Running", 0.0);

        flink(130, 10);
        spark(3, 1000);
        assertThat(run()).isZero();
        // 30 since the first time, and not all 130.
        assertThat(sent()).containsEntry("stream AcceptedTrades", 30.0).containsEntry("batch OutputBytes", 0.0);
    }

    @Test
    void sendsNothingWhenYarnDoesNotAnswer() throws Exception {
        answers.clear();

        assertThat(run()).isEqualTo(1);
        assertThat(folder.resolve("sent")).doesNotExist();
    }

    @Test
    void sendsAgainWhatCloudWatchHasNotTaken() throws Exception {
        run();
        flink(160, 13);
        Files.createFile(folder.resolve("refuse"));
        assertThat(run()).isNotZero();
        Files.delete(folder.resolve("refuse"));

        assertThat(run()).isZero();
        assertThat(sent()).containsEntry("stream AcceptedTrades", 60.0);
    }

    @Test
    void sendsOnlyFiguresThatAreKnown() throws Exception {
        run();

        sent().keySet()
                .forEach(figure -> assertThat(KnownMetrics.has(
                                "Tapeline/tapeline-dev", figure.split(" ", -1)[1], java.util.Set.of("Job")))
                        .as(figure)
                        .isTrue());
    }

    @Test
    void installsATimerThatRunsItEachMinute() throws Exception {
        Path units = Files.createDirectories(folder.resolve("root/etc/systemd/system"));
        Path systemctl = Files.writeString(
                folder.resolve("systemctl"), "#!/bin/sh\nprintf '%s\\n' \"$*\" >> " + folder + "/systemctl.calls\n");
        assertThat(systemctl.toFile().setExecutable(true)).isTrue();

        assertThat(run("--install", "--root", folder.resolve("root").toString(), "--systemctl", systemctl.toString()))
                .isZero();

        assertThat(units.resolve("tapeline-job-metrics.service"))
                .content()
                .contains("User=hadoop\n", "StateDirectory=tapeline-job-metrics\n")
                .contains("ExecStart=" + SCRIPT + " --namespace Tapeline/tapeline-dev --region us-east-1 --state"
                        + " /var/lib/tapeline-job-metrics/totals.json\n");
        assertThat(units.resolve("tapeline-job-metrics.timer")).content().contains("OnUnitActiveSec=60\n");
        assertThat(folder.resolve("systemctl.calls"))
                .content()
                .isEqualTo("daemon-reload\nenable --now tapeline-job-metrics.timer\n");
        assertThat(folder.resolve("sent")).doesNotExist();
    }
}
