package io.tapeline.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;

/** Counters of the running Flink job, summed over its subtasks, by Flink's REST API. */
final class StreamCounters {
    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int ASK_AGAIN_MILLIS = 500;

    private final ObjectMapper json = new ObjectMapper();
    private final URI web;

    StreamCounters(URI web) {
        this.web = web;
    }

    /** The value since the job was started last; empty if Flink does not tell. */
    OptionalLong sum(String name) {
        try {
            OptionalLong sum = OptionalLong.empty();
            for (JsonNode job : get("/jobs").path("jobs")) {
                String path = "/jobs/" + job.path("id").asText();
                for (JsonNode vertex : get(path).path("vertices")) {
                    String metrics = path + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
                    for (JsonNode metric : get(metrics)) {
                        String id = metric.path("id").asText();
                        if (id.endsWith(".tapeline." + name)) {
                            sum = OptionalLong.of(sum.orElse(0) + value(metrics, id));
                        }
                    }
                }
            }
            return sum;
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private long value(String metrics, String id) throws IOException {
        JsonNode answer = get(metrics + "?agg=sum&get="
                + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20"));
        return Math.round(answer.path(0).path("sum").asDouble());
    }

    /** The same, asked for again while Flink does not tell: it gathers metrics every few seconds, when asked. */
    OptionalLong awaitSum(String name, Duration patience) throws InterruptedException {
        long began = System.nanoTime();
        OptionalLong sum = sum(name);
        while (sum.isEmpty() && System.nanoTime() - began < patience.toNanos()) {
            Thread.sleep(ASK_AGAIN_MILLIS);
            sum = sum(name);
        }
        return sum;
    }

    private JsonNode get(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(web + path).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        try (InputStream body = connection.getInputStream()) {
            return json.readTree(body);
        } finally {
            connection.disconnect();
        }
    }
}
