package io.tapeline.local.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** The process form, as a real process. */
class KinesisEmulatorMainIT {
    @TempDir
    Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private Process run(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                KinesisEmulatorMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        processes.add(process);
        return process;
    }

    private static URI ready(Process process) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = output.readLine();
        assertThat(line).startsWith("kinesis-emulator ready on http://127.0.0.1:");
        return URI.create(line.substring(line.indexOf("http")));
    }

    @Test
    void aKillLosesNoAcknowledgedRecord() throws Exception {
        Process process = run("--port", "0", "--data-dir", directory.toString(), "--stream", "s=2", "--limits", "off");
        AtomicInteger acknowledged = new AtomicInteger();
        try (KinesisClient client = Clients.sync(ready(process))) {
            TestStream stream = new TestStream(client, "s");
            Thread producer = new Thread(() -> {
                try {
                    for (int i = 0; i < 1_000_000; i++) {
                        stream.put("v" + i);
                        acknowledged.set(i + 1);
                    }
                } catch (SdkClientException e) {
                    // The emulator is dead: what it had acknowledged until then is what counts.
                }
            });
            producer.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.get() > 100);
            process.destroyForcibly().waitFor();
            producer.join();
        }

        Process next = run("--port", "0", "--data-dir", directory.toString(), "--limits", "off");
        try (KinesisClient client = Clients.sync(ready(next))) {
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < acknowledged.get(); i++) {
                expected.add("v" + i);
            }
            assertThat(new TestStream(client, "s").readAll())
                    .containsAll(expected)
                    .doesNotHaveDuplicates()
                    .hasSizeLessThanOrEqualTo(expected.size() + 1);
        }
    }

    @Test
    void answersHealthAndEndsOnSigterm() throws Exception {
        Process process = run("--port", "0", "--stream", "market-data=2", "--stream", "live=1", "--retention", "24h");
        URI endpoint = ready(process);

        HttpResponse<String> health = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint.resolve("/health")).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\",\"streams\":2}");
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Test
    void endsWithItsParentWhenAsked() throws Exception {
        Process process = run("--port", "0", "--exit-with-parent");
        ready(process);

        process.getOutputStream().close();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void saysWhatIsWrongWithItsArguments() throws Exception {
        Process process = run("--limits", "maybe");

        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(output)
                .startsWith("kinesis-emulator: --limits takes on or off, not 'maybe'")
                .contains("--data-dir");
    }

    @Test
    void saysThatItsPortIsTaken() throws Exception {
        URI first = ready(run("--port", "0"));

        Process second = run("--port", Integer.toString(first.getPort()));

        String output = new String(second.getInputStream().readAllBytes(), UTF_8);
        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(output).contains("Address already in use");
    }
}
