package io.tapeline.local.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The file in which a replay is kept: JSON, for a person to read as well. */
final class SavedReplayJson {
    private static final int VERSION = 1;

    private final ObjectMapper json = new ObjectMapper();

    byte[] write(SavedReplay replay) throws JsonProcessingException {
        ObjectNode root = json.createObjectNode();
        root.put("version", VERSION);
        root.put("id", replay.id());
        root.put("file", replay.file().toString());
        root.putObject("identity")
                .put("size", replay.identity().size())
                .put("modified", replay.identity().modified().toString())
                .put("head", replay.identity().head());
        root.put("symbol", replay.csv().symbol());
        root.put("venue", replay.csv().venue());
        root.put("timestamp_unit", code(replay.csv().unit()));
        root.put("ingest", replay.ingest().toString());
        root.put("fraction", replay.fraction());
        root.put("saved", replay.saved().toString());
        Checkpoint checkpoint = replay.checkpoint();
        SourcePosition position = checkpoint.position();
        root.putObject("position")
                .put("offset", position.offset())
                .put("line", position.line())
                .put("row", position.row())
                .put("timestamp_unit", code(position.unit()));
        root.put("accepted", checkpoint.accepted());
        root.put("rejected", checkpoint.rejected());
        root.put("retries", checkpoint.retries());
        ObjectNode codes = root.putObject("rejected_by_code");
        checkpoint.rejectedByCode().forEach(codes::put);
        ArrayNode first = root.putArray("first_rejections");
        checkpoint
                .firstRejections()
                .forEach(each -> first.addObject()
                        .put("line", each.line())
                        .put("code", each.code())
                        .put("message", each.message()));
        root.put("last_accepted", checkpoint.lastAccepted());
        return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    /** @throws IOException if it is not what {@link #write} writes */
    SavedReplay read(byte[] bytes) throws IOException {
        JsonNode root = json.readTree(bytes);
        try {
            if (required(root, "version").asInt() != VERSION) {
                throw new IOException("it is of another version of Tapeline");
            }
            JsonNode identity = required(root, "identity");
            return new SavedReplay(
                    required(root, "id").asText(),
                    Path.of(required(root, "file").asText()),
                    new FileIdentity(
                            required(identity, "size").asLong(),
                            Instant.parse(required(identity, "modified").asText()),
                            required(identity, "head").asText()),
                    new CsvOptions(text(root, "symbol"), text(root, "venue"), unit(root)),
                    URI.create(required(root, "ingest").asText()),
                    required(root, "fraction").asDouble(),
                    Instant.parse(required(root, "saved").asText()),
                    checkpoint(root));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IOException("it is damaged: " + e.getMessage(), e);
        }
    }

    private static Checkpoint checkpoint(JsonNode root) throws IOException {
        JsonNode position = required(root, "position");
        SortedMap<String, Long> codes = new TreeMap<>();
        required(root, "rejected_by_code")
                .properties()
                .forEach(each -> codes.put(each.getKey(), each.getValue().asLong()));
        List<Rejection> first = new ArrayList<>();
        for (JsonNode each : required(root, "first_rejections")) {
            first.add(new Rejection(
                    required(each, "line").asLong(),
                    required(each, "code").asText(),
                    required(each, "message").asText()));
        }
        return new Checkpoint(
                new SourcePosition(
                        required(position, "offset").asLong(),
                        required(position, "line").asLong(),
                        required(position, "row").asLong(),
                        unit(position)),
                required(root, "accepted").asLong(),
                required(root, "rejected").asLong(),
                codes,
                first,
                required(root, "retries").asLong(),
                required(root, "last_accepted").asText());
    }

    private static JsonNode required(@Nullable JsonNode node, String field) throws IOException {
        JsonNode value = node == null ? null : node.get(field);
        if (value == null || value.isNull()) {
            throw new IOException("it is damaged: " + field + " is missing");
        }
        return value;
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }

    private static @Nullable TimestampUnit unit(JsonNode node) {
        String code = text(node, "timestamp_unit");
        return code == null ? null : TimestampUnit.ofCode(code);
    }

    private static @Nullable String code(@Nullable TimestampUnit unit) {
        return unit == null ? null : unit.code();
    }
}
