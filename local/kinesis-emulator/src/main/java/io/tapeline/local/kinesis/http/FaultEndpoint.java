package io.tapeline.local.kinesis.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.local.kinesis.fault.Fault;
import io.tapeline.local.kinesis.fault.FaultEffect;
import io.tapeline.local.kinesis.fault.Faults;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The fault script over HTTP, as JSON: {@code {"faults": [{"operation": "PutRecords", "kind": "throttle", "skip": 0, "times": 3}]}}.
 *
 * <p>Kinds: {@code throttle}, {@code server-error} (with {@code status}), {@code latency} (with {@code millis}), {@code drop-request},
 * {@code drop-response}, {@code refuse-records} (with {@code every}), {@code expire-iterator}.
 */
final class FaultEndpoint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Faults faults;

    FaultEndpoint(Faults faults) {
        this.faults = faults;
    }

    /** Appends a script, all of it or, if a line is wrong, nothing. */
    byte[] add(byte[] body) throws IOException {
        JsonNode script = JSON.readTree(body);
        List<Fault> added = new ArrayList<>();
        for (JsonNode line : script.path("faults")) {
            added.add(parse(line));
        }
        if (added.isEmpty()) {
            throw new IllegalArgumentException("the body holds no faults: {\"faults\": [...]} expected");
        }
        faults.add(added.toArray(new Fault[0]));
        return describe();
    }

    byte[] clear() throws IOException {
        faults.clear();
        return describe();
    }

    byte[] describe() throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode pending = answer.putArray("faults");
        for (Fault fault : faults.pending()) {
            pending.add(write(fault));
        }
        answer.put("fired", faults.fired());
        return JSON.writeValueAsBytes(answer);
    }

    private static Fault parse(JsonNode line) {
        String kind = line.path("kind").asText();
        FaultEffect effect = switch (kind) {
            case "throttle" -> new FaultEffect.Throttle();
            case "server-error" ->
                new FaultEffect.ServerError(line.path("status").asInt(500));
            case "latency" ->
                new FaultEffect.Latency(Duration.ofMillis(line.path("millis").asLong()));
            case "drop-request" -> new FaultEffect.DropRequest();
            case "drop-response" -> new FaultEffect.DropResponse();
            case "refuse-records" ->
                new FaultEffect.RefuseRecords(line.path("every").asInt(1));
            case "expire-iterator" -> new FaultEffect.ExpireIterator();
            default -> throw new IllegalArgumentException("no fault of kind '" + kind + "'");
        };
        return new Fault(
                line.path("operation").asText(Fault.ANY),
                effect,
                line.path("skip").asInt(0),
                line.path("times").asInt(1));
    }

    private static ObjectNode write(Fault fault) {
        ObjectNode line = JSON.createObjectNode();
        line.put("operation", fault.operation());
        FaultEffect effect = fault.effect();
        if (effect instanceof FaultEffect.Throttle) {
            line.put("kind", "throttle");
        } else if (effect instanceof FaultEffect.ServerError error) {
            line.put("kind", "server-error").put("status", error.status());
        } else if (effect instanceof FaultEffect.Latency latency) {
            line.put("kind", "latency").put("millis", latency.delay().toMillis());
        } else if (effect instanceof FaultEffect.DropRequest) {
            line.put("kind", "drop-request");
        } else if (effect instanceof FaultEffect.DropResponse) {
            line.put("kind", "drop-response");
        } else if (effect instanceof FaultEffect.RefuseRecords refuse) {
            line.put("kind", "refuse-records").put("every", refuse.every());
        } else if (effect instanceof FaultEffect.ExpireIterator) {
            line.put("kind", "expire-iterator");
        }
        return line.put("skip", fault.skip()).put("times", fault.times());
    }
}
