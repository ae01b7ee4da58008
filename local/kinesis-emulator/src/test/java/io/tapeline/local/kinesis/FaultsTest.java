package io.tapeline.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapeline.local.kinesis.fault.Fault;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

class FaultsTest {
    private KinesisEmulator emulator;
    private KinesisClient client;
    private TestStream stream;

    @BeforeEach
    void start() {
        emulator = KinesisEmulator.start(EmulatorConfig.defaults().withStream("s", 1));
        client = Clients.sync(emulator.endpoint());
        stream = new TestStream(client, "s");
    }

    @AfterEach
    void stop() {
        client.close();
        emulator.close();
    }

    @Test
    void happenInTheOrderOfTheScriptAndThenEnd() {
        emulator.faults()
                .add(
                        Fault.throttle("PutRecords", 2).after(1),
                        Fault.serverError("PutRecords", 503, 1),
                        Fault.serverError(Fault.ANY, 500, 1));

        stream.put("passes");
        assertThatThrownBy(() -> stream.put("a")).isInstanceOf(ProvisionedThroughputExceededException.class);
        assertThatThrownBy(() -> stream.put("a")).isInstanceOf(ProvisionedThroughputExceededException.class);
        assertThat(statusOfPut()).isEqualTo(503);
        assertThat(statusOfPut()).isEqualTo(500);
        stream.put("passes, too");

        assertThat(stream.readAll()).containsExactly("passes", "passes, too");
        assertThat(emulator.faults().fired()).isEqualTo(4);
        assertThat(emulator.faults().pending()).isEmpty();
    }

    private int statusOfPut() {
        try {
            stream.put("a");
            return 200;
        } catch (KinesisException e) {
            return e.statusCode();
        }
    }

    @Test
    void strikeOnlyTheOperationTheyName() {
        emulator.faults().add(Fault.throttle("GetRecords", 1));

        stream.put("a");

        assertThatThrownBy(stream::readAll).isInstanceOf(ProvisionedThroughputExceededException.class);
        assertThat(stream.readAll()).containsExactly("a");
    }

    @Test
    void aDroppedRequestStoresNothingAndADroppedResponseDoes() {
        emulator.faults().add(Fault.dropRequest("PutRecords", 1), Fault.dropResponse("PutRecords", 1));

        assertThatThrownBy(() -> stream.put("lost")).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(() -> stream.put("stored, unknown to the client")).isInstanceOf(SdkClientException.class);

        assertThat(stream.readAll()).containsExactly("stored, unknown to the client");
    }

    @Test
    void aRetryByPositionGetsThroughThreePartialFailuresInARow() {
        emulator.faults().add(Fault.refuseRecords(3, 3));
        List<PutRecordsRequestEntry> rest = new ArrayList<>(IntStream.range(0, 10)
                .mapToObj(i -> TestStream.entry("k", "v" + i))
                .toList());

        List<Integer> refused = new ArrayList<>();
        while (!rest.isEmpty()) {
            PutRecordsResponse response = stream.put(rest);
            refused.add(response.failedRecordCount());
            List<PutRecordsRequestEntry> next = new ArrayList<>();
            for (int i = 0; i < rest.size(); i++) {
                if (response.records().get(i).errorCode() != null) {
                    next.add(rest.get(i));
                }
            }
            rest = next;
        }

        assertThat(refused).containsExactly(4, 2, 1, 0);
        assertThat(stream.readAll())
                .containsExactlyInAnyOrder("v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9");
    }

    @Test
    void latencyDelaysTheCall() {
        emulator.faults().add(Fault.latency("PutRecords", Duration.ofMillis(300), 1));

        long start = System.nanoTime();
        stream.put("late");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void iteratorsExpireOnDemand() {
        String iterator = stream.iterator("shardId-000000000000", ShardIteratorType.TRIM_HORIZON, null);
        emulator.faults().add(Fault.expireIterator(1));

        assertThatThrownBy(() -> stream.get(iterator)).isInstanceOf(ExpiredIteratorException.class);
        assertThat(stream.get(iterator).records()).isEmpty();
    }

    @Test
    void canBeScriptedOverHttp() throws Exception {
        String script = """
                {"faults": [
                  {"operation": "PutRecords", "kind": "throttle", "times": 2},
                  {"operation": "GetRecords", "kind": "latency", "millis": 5, "skip": 1},
                  {"operation": "PutRecords", "kind": "refuse-records", "every": 2},
                  {"kind": "server-error", "status": 503, "operation": "ListShards"}]}
                """;
        assertThat(http("POST", script).statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> stream.put("a")).isInstanceOf(ProvisionedThroughputExceededException.class);

        HttpResponse<String> pending = http("GET", "");
        assertThat(pending.body())
                .isEqualTo("{\"faults\":["
                        + "{\"operation\":\"PutRecords\",\"kind\":\"throttle\",\"skip\":0,\"times\":1},"
                        + "{\"operation\":\"GetRecords\",\"kind\":\"latency\",\"millis\":5,\"skip\":1,\"times\":1},"
                        + "{\"operation\":\"PutRecords\",\"kind\":\"refuse-records\",\"every\":2,\"skip\":0,\"times\":1},"
                        + "{\"operation\":\"ListShards\",\"kind\":\"server-error\",\"status\":503,\"skip\":0,\"times\":1}"
                        + "],\"fired\":1}");
        assertThat(http("DELETE", "").statusCode()).isEqualTo(200);
        stream.put("a");
        assertThat(http("POST", "{\"faults\": [{\"kind\": \"meteor\"}]}").statusCode())
                .isEqualTo(400);
        assertThat(http("POST", "not json").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> http(String method, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(emulator.endpoint().resolve("/_faults"))
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
