package io.tapeline.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tapeline.local.replay.PostOutcome.Answered;
import io.tapeline.local.replay.PostOutcome.Item;
import io.tapeline.local.replay.PostOutcome.Refused;
import io.tapeline.local.replay.PostOutcome.Retry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Speaks with the ingest service: one request at a time, each answer turned into what is to be done next. */
final class IngestClient {
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    /** An earlier post, whose connection broke, is still under way. */
    private static final int CONFLICT = 409;

    private static final Set<Integer> RETRIED = Set.of(TOO_MANY_REQUESTS, REQUEST_TIMEOUT, CONFLICT);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ReplaySettings settings;

    IngestClient(ReplaySettings settings) {
        this.settings = settings;
    }

    /** Posts trades, one JSON object a line. */
    PostOutcome postTrades(byte[] lines) throws InterruptedException {
        return send(HttpRequest.newBuilder(at("/v1/trades?replay=" + settings.id()))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofByteArray(lines)));
    }

    /** Sends the closing mark. */
    PostOutcome close() throws InterruptedException {
        return send(HttpRequest.newBuilder(at("/v1/replays/" + settings.id() + "/close"))
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    private URI at(String path) {
        return settings.ingest().resolve(path);
    }

    private PostOutcome send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return outcome(http.send(
                    request.timeout(settings.answerTimeout())
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        } catch (HttpTimeoutException e) {
            return new Retry("no answer within " + settings.answerTimeout().toSeconds() + " s", Optional.empty());
        } catch (ConnectException e) {
            return new Retry("the ingest service does not accept connections", Optional.empty());
        } catch (IOException e) {
            return new Retry("the connection to the ingest service broke", Optional.empty());
        }
    }

    private PostOutcome outcome(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status >= SERVER_ERRORS || RETRIED.contains(status)) {
            return new Retry("the ingest service answered " + status, retryAfter(response));
        }
        Optional<JsonNode> body = parse(response.body());
        Optional<JsonNode> counts = body.filter(node -> node.hasNonNull("accepted"));
        if (counts.isPresent()) {
            return answered(counts.get());
        }
        return status < CLIENT_ERRORS
                ? new Answered(0, 0, List.of())
                : new Refused(status, body.map(IngestClient::problem).orElseGet(() -> firstLine(response.body())));
    }

    private static PostOutcome answered(JsonNode body) {
        List<Item> items = new ArrayList<>();
        for (JsonNode item : body.path("rejected")) {
            items.add(new Item(
                    item.path("index").asInt(),
                    item.path("code").asText("UNKNOWN"),
                    item.path("message").asText("")));
        }
        // The list is cut when it is long; then a count says how many there are.
        long rejected = body.path("rejected_count").asLong(items.size());
        return new Answered(body.path("accepted").asLong(), rejected, items);
    }

    /** RFC 9457. */
    private static String problem(JsonNode body) {
        String title = body.path("title").asText("");
        String detail = body.path("detail").asText("");
        return title.isEmpty() || detail.isEmpty() ? title + detail : title + ": " + detail;
    }

    private static String firstLine(String body) {
        return body.lines().findFirst().orElse("without a reason");
    }

    private Optional<JsonNode> parse(String body) {
        try {
            return Optional.ofNullable(json.readTree(body)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Seconds only: the service does not send dates. */
    private static Optional<Duration> retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
