package io.tapeline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.local.launcher.console.Ticker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the live stream, as a browser or a bot would, and hands on every final bar. Reads Kinesis's JSON by hand: an
 * SDK would be the largest part of the launcher. One daemon thread.
 */
final class LiveTail implements AutoCloseable {
    /** Kinesis allows five reads a second of a shard. */
    private static final Duration EVERY = Duration.ofMillis(250);

    private static final String TARGET = "Kinesis_20131202.";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI kinesis;
    private final String stream;
    private final Consumer<LiveBar> listener;
    private volatile @Nullable String iterator;
    private @Nullable Ticker ticker;

    /** A final bar, as the stream has it. */
    record LiveBar(String symbol, String interval, String start, String close, long tradeCount) {}

    private LiveTail(URI kinesis, String stream, Consumer<LiveBar> listener) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.listener = listener;
    }

    /** Follows what comes from now on; the stream has one shard here. */
    static LiveTail start(URI kinesis, String stream, Consumer<LiveBar> listener)
            throws IOException, InterruptedException {
        LiveTail tail = new LiveTail(kinesis, stream, listener);
        String shard = tail.call("ListShards", Map.of("StreamName", stream))
                .path("Shards")
                .path(0)
                .path("ShardId")
                .asText();
        tail.iterator = tail.call(
                        "GetShardIterator",
                        Map.of("StreamName", stream, "ShardId", shard, "ShardIteratorType", "LATEST"))
                .path("ShardIterator")
                .asText();
        tail.ticker = Ticker.start("live-tail", EVERY, tail::poll);
        return tail;
    }

    private void poll() {
        String from = iterator;
        if (from == null) {
            return;
        }
        try {
            JsonNode answer = call("GetRecords", Map.of("ShardIterator", from));
            for (JsonNode entry : answer.path("Records")) {
                byte[] data = Base64.getDecoder().decode(entry.path("Data").asText());
                for (JsonNode bar : json.readTree(data).path("bars")) {
                    if (bar.path("is_final").asBoolean()) {
                        listener.accept(new LiveBar(
                                bar.path("symbol").asText(),
                                bar.path("interval").asText(),
                                bar.path("ts_start").asText(),
                                bar.path("close").asText(),
                                bar.path("trade_count").asLong()));
                    }
                }
            }
            iterator = answer.path("NextShardIterator").asText(null);
        } catch (IOException e) {
            // The demo is about the numbers in the lake; the live view may miss a beat, and tries again.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode call(String operation, Map<String, String> arguments) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(kinesis)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/x-amz-json-1.1")
                .header("X-Amz-Target", TARGET + operation)
                .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(arguments)))
                .build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException(operation + " of " + stream + " answered " + answer.statusCode());
        }
        return json.readTree(answer.body());
    }

    @Override
    public void close() {
        Ticker running = ticker;
        if (running != null) {
            running.close();
        }
    }
}
