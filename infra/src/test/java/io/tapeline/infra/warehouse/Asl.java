package io.tapeline.infra.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Runs a state machine of the Amazon States Language, as far as the setup of the warehouse uses it. What it does not know
 * it refuses. Retries are not made: what a task throws ends the run.
 */
final class Asl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FILTER = Pattern.compile("\\$\\.(\\w+)\\[\\?\\(@\\.(\\w+) == '(\\w+)'\\)]\\.(\\w+)");
    private static final Pattern ELEMENT = Pattern.compile("(.+)\\[(\\d+)]");

    private final Tasks tasks;

    /** What the tasks call. */
    interface Tasks {
        /**
         * Calls a service.
         *
         * @param resource such as {@code redshiftdata:executeStatement}
         */
        JsonNode call(String resource, JsonNode parameters);
    }

    /** A state of type Fail. */
    static final class Failed extends RuntimeException {
        Failed(String error, String cause) {
            super(error + ": " + cause);
        }
    }

    Asl(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Runs a definition, and returns the last state's output. */
    JsonNode run(String definition) {
        try {
            return run(JSON.readTree(definition), JSON.createObjectNode());
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }

    private JsonNode run(JsonNode machine, JsonNode input) {
        String name = machine.get("StartAt").asText();
        JsonNode at = input;
        while (true) {
            JsonNode state = machine.get("States").get(name);
            switch (state.get("Type").asText()) {
                case "Pass" -> at = result(state, at, state.get("Result"));
                case "Wait" -> {}
                case "Succeed" -> {
                    return at;
                }
                case "Fail" ->
                    throw new Failed(
                            state.get("Error").asText(),
                            state.has("CausePath")
                                    ? path(at, state.get("CausePath").asText()).asText()
                                    : state.get("Cause").asText());
                case "Task" -> at = result(state, at, task(state, at));
                case "Map" -> at = result(state, at, map(state, at));
                case "Choice" -> {
                    name = choose(state, at);
                    continue;
                }
                default -> throw new IllegalArgumentException("unknown type: " + state);
            }
            if (state.path("End").asBoolean()) {
                return at;
            }
            name = state.get("Next").asText();
        }
    }

    private JsonNode task(JsonNode state, JsonNode input) {
        String resource = state.get("Resource").asText();
        String prefix = "arn:aws:states:::aws-sdk:";
        if (!resource.startsWith(prefix)) {
            throw new IllegalArgumentException("unknown resource: " + resource);
        }
        JsonNode answer = tasks.call(resource.substring(prefix.length()), fill(state.get("Parameters"), input, input));
        return state.has("ResultSelector") ? fill(state.get("ResultSelector"), answer, answer) : answer;
    }

    private JsonNode map(JsonNode state, JsonNode input) {
        if (state.get("MaxConcurrency").asInt() != 1) {
            throw new IllegalArgumentException("unknown concurrency: " + state);
        }
        ArrayNode results = JSON.createArrayNode();
        for (JsonNode item : path(input, state.get("ItemsPath").asText())) {
            results.add(run(state.get("ItemProcessor"), fill(state.get("ItemSelector"), input, item)));
        }
        return results;
    }

    private static JsonNode result(JsonNode state, JsonNode input, JsonNode result) {
        if (!state.has("ResultPath")) {
            return result;
        }
        if (state.get("ResultPath").isNull()) {
            return input;
        }
        ObjectNode output = input.deepCopy();
        output.set(state.get("ResultPath").asText().substring("$.".length()), result);
        return output;
    }

    private static String choose(JsonNode state, JsonNode input) {
        for (JsonNode choice : state.get("Choices")) {
            JsonNode value = path(input, choice.get("Variable").asText());
            boolean yes;
            if (choice.has("StringEquals")) {
                yes = value.asText().equals(choice.get("StringEquals").asText());
            } else if (choice.has("IsPresent")) {
                yes = !value.isMissingNode() == choice.get("IsPresent").asBoolean();
            } else {
                throw new IllegalArgumentException("unknown choice: " + choice);
            }
            if (yes) {
                return choice.get("Next").asText();
            }
        }
        return state.get("Default").asText();
    }

    /** Fields whose names end with {@code .$} are paths. */
    private static JsonNode fill(JsonNode template, JsonNode input, JsonNode item) {
        ObjectNode filled = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> field : template.properties()) {
            if (field.getKey().endsWith(".$")) {
                String path = field.getValue().asText();
                filled.set(
                        field.getKey().substring(0, field.getKey().length() - 2),
                        path.equals("$$.Map.Item.Value") ? item : path(input, path));
            } else {
                filled.set(field.getKey(), field.getValue());
            }
        }
        return filled;
    }

    private static JsonNode path(JsonNode input, String path) {
        Matcher filter = FILTER.matcher(path);
        if (filter.matches()) {
            ArrayNode found = JSON.createArrayNode();
            StreamSupport.stream(input.path(filter.group(1)).spliterator(), false)
                    .filter(each -> each.path(filter.group(2)).asText().equals(filter.group(3)))
                    .forEach(each -> found.add(each.path(filter.group(4))));
            return found;
        }
        Matcher element = ELEMENT.matcher(path);
        if (element.matches()) {
            return path(input, element.group(1)).path(Integer.parseInt(element.group(2)));
        }
        JsonNode at = input;
        for (String name : path.substring("$.".length()).split("\\.", -1)) {
            at = at.path(name);
        }
        return at;
    }
}
