package io.tapeline.infra.night;

import io.tapeline.infra.asl.Json;
import io.tapeline.infra.asl.Service;
import io.tapeline.infra.asl.TaskException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A table of DynamoDB with the key {@code name}: what of its expressions the lock needs, and no more. */
final class FakeTable {
    private static final Pattern ABSENT = Pattern.compile("attribute_not_exists\\((#\\w+)\\)");
    private static final Pattern COMPARISON = Pattern.compile("(#\\w+) ([<=]) (:\\w+)");
    private static final Pattern SET = Pattern.compile("SET (#\\w+) = (:\\w+)");

    private final Map<String, Map<String, Object>> items = new LinkedHashMap<>();
    private Optional<TaskException> broken = Optional.empty();

    /** From now on every call fails so. */
    void breakWith(String error) {
        broken = Optional.of(new TaskException(error, "the table is broken"));
    }

    void mend() {
        broken = Optional.empty();
    }

    /** The item of a name. */
    Optional<Map<String, Object>> item(String name) {
        return Optional.ofNullable(items.get(name));
    }

    void put(String name, Map<String, Object> item) {
        items.put(name, item);
    }

    Map<String, Service> services() {
        return Map.of(
                "dynamodb:putItem", this::putItem,
                "dynamodb:getItem", this::getItem,
                "dynamodb:updateItem", this::updateItem,
                "dynamodb:deleteItem", this::deleteItem);
    }

    private Map<String, Object> putItem(Map<String, Object> arguments) throws TaskException {
        Map<String, Object> item = Json.object(Json.field(arguments, "Item"));
        check(arguments, name(item));
        items.put(name(item), item);
        return Map.of();
    }

    private Map<String, Object> getItem(Map<String, Object> arguments) throws TaskException {
        failIfBroken();
        Map<String, Object> item = items.get(name(Json.object(Json.field(arguments, "Key"))));
        return item == null ? Map.of() : Map.of("Item", item);
    }

    private Map<String, Object> updateItem(Map<String, Object> arguments) throws TaskException {
        String name = name(Json.object(Json.field(arguments, "Key")));
        check(arguments, name);
        Matcher set = matched(SET, Json.text(arguments, "UpdateExpression"));
        Map<String, Object> item = new LinkedHashMap<>(items.getOrDefault(name, Map.of("name", Map.of("S", name))));
        item.put(attribute(arguments, set.group(1)), value(arguments, set.group(2)));
        items.put(name, item);
        return Map.of();
    }

    private Map<String, Object> deleteItem(Map<String, Object> arguments) throws TaskException {
        String name = name(Json.object(Json.field(arguments, "Key")));
        check(arguments, name);
        items.remove(name);
        return Map.of();
    }

    private void failIfBroken() throws TaskException {
        if (broken.isPresent()) {
            throw broken.get();
        }
    }

    private void check(Map<String, Object> arguments, String name) throws TaskException {
        failIfBroken();
        Map<String, Object> item = items.getOrDefault(name, Map.of());
        String condition = Json.text(arguments, "ConditionExpression");
        if (Arrays.stream(condition.split(" OR ", -1)).noneMatch(clause -> holds(clause, arguments, item))) {
            throw new TaskException("DynamoDB.ConditionalCheckFailedException", "The conditional request failed");
        }
    }

    private static boolean holds(String clause, Map<String, Object> arguments, Map<String, Object> item) {
        Matcher absent = ABSENT.matcher(clause);
        if (absent.matches()) {
            return !item.containsKey(attribute(arguments, absent.group(1)));
        }
        Matcher comparison = matched(COMPARISON, clause);
        @Nullable Object there = item.get(attribute(arguments, comparison.group(1)));
        Map<String, Object> asked = value(arguments, comparison.group(3));
        if (there == null) {
            return false;
        }
        if (comparison.group(2).equals("=")) {
            return there.equals(asked);
        }
        return Long.parseLong(Json.text(Json.object(there), "N")) < Long.parseLong(Json.text(asked, "N"));
    }

    private static Matcher matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("unknown expression: " + text);
        }
        return matcher;
    }

    private static String attribute(Map<String, Object> arguments, String placeholder) {
        return Json.text(Json.object(Json.field(arguments, "ExpressionAttributeNames")), placeholder);
    }

    private static Map<String, Object> value(Map<String, Object> arguments, String placeholder) {
        return Json.object(Json.field(Json.object(Json.field(arguments, "ExpressionAttributeValues")), placeholder));
    }

    private static String name(Map<String, Object> key) {
        return Json.text(Json.object(Json.field(key, "name")), "S");
    }
}
