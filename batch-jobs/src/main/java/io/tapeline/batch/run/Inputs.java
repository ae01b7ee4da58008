package io.tapeline.batch.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tapeline.batch.lake.TableInput;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a step read, by table. A step that has succeeded need not run again on {@linkplain #sameRows the same rows}.
 *
 * @param tables by table name
 */
public record Inputs(SortedMap<String, TableInput> tables) {
    private static final ObjectMapper JSON = new ObjectMapper();

    public Inputs {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    public static Inputs of(Map<String, TableInput> tables) {
        return new Inputs(new TreeMap<>(tables));
    }

    /** What was read of a table that is among the inputs. */
    public TableInput table(String name) {
        TableInput input = tables.get(name);
        if (input == null) {
            throw new IllegalArgumentException("not an input: " + name);
        }
        return input;
    }

    /** Rows of all tables. */
    public long rows() {
        return tables.values().stream().mapToLong(TableInput::rows).sum();
    }

    /** Whether the other inputs are the same tables with the same rows. */
    public boolean sameRows(Inputs other) {
        return tables.keySet().equals(other.tables.keySet())
                && tables.entrySet().stream()
                        .allMatch(entry -> entry.getValue().rows()
                                == other.table(entry.getKey()).rows());
    }

    /** These inputs with rows that the step itself has added to one of them. */
    public Inputs plus(String name, long added) {
        TreeMap<String, TableInput> changed = new TreeMap<>(tables);
        changed.put(name, table(name).plus(added));
        return new Inputs(changed);
    }

    /** As {@code batch_runs} keeps them. Snapshot ids are text: a JSON number need not hold 64 bits. */
    public String json() {
        ObjectNode root = JSON.createObjectNode();
        tables.forEach((name, input) -> root.putObject(name)
                .put("snapshot", Long.toString(input.snapshotId()))
                .put("rows", input.rows()));
        return root.toString();
    }

    /** The inputs of a text that {@link #json} wrote; empty if another program wrote it. */
    public static Optional<Inputs> ofJson(String text) {
        try {
            TreeMap<String, TableInput> tables = new TreeMap<>();
            for (Map.Entry<String, JsonNode> entry : JSON.readTree(text).properties()) {
                JsonNode input = entry.getValue();
                tables.put(
                        entry.getKey(),
                        new TableInput(
                                Long.parseLong(input.path("snapshot").asText()),
                                input.path("rows").asLong()));
            }
            return Optional.of(new Inputs(tables));
        } catch (JsonProcessingException | NumberFormatException foreign) {
            return Optional.empty();
        }
    }
}
