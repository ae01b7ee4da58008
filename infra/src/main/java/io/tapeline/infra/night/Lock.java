package io.tapeline.infra.night;

import java.util.Map;

/**
 * The lock as an item of a table: one run holds it at a time. It says who holds it and until when, in seconds since the
 * epoch; after that whoever comes may take it.
 *
 * @param table its name
 * @param seconds how long it is held without being kept
 */
record Lock(String table, int seconds) {
    /** The table's key. */
    static final String KEY = "name";
    /** The attribute by which DynamoDB clears away what has expired. */
    static final String EXPIRES = "expires";

    private static final Map<String, Object> NAME = Map.of(KEY, Map.of("S", "nightly"));
    private static final Map<String, Object> ME = Map.of("S", "{% $states.context.Execution.Id %}");
    private static final Map<String, Object> NOW =
            Map.of("N", "{% $string($floor($toMillis($states.context.State.EnteredTime) / 1000)) %}");

    private Map<String, Object> later() {
        return Map.of(
                "N", "{% $string($floor($toMillis($states.context.State.EnteredTime) / 1000) + " + seconds + ") %}");
    }

    /** Takes it, if nobody has it, or its holder is dead, or it is ours already. */
    Map<String, Object> take() {
        return Map.of(
                "TableName",
                table,
                "Item",
                Map.of(
                        KEY,
                        Map.of("S", "nightly"),
                        "owner",
                        ME,
                        "since",
                        Map.of("S", "{% $states.context.State.EnteredTime %}"),
                        EXPIRES,
                        later()),
                "ConditionExpression",
                "attribute_not_exists(#name) OR #expires < :now OR #owner = :me",
                "ExpressionAttributeNames",
                Map.of("#name", KEY, "#expires", EXPIRES, "#owner", "owner"),
                "ExpressionAttributeValues",
                Map.of(":now", NOW, ":me", ME));
    }

    /** Reads it. */
    Map<String, Object> look() {
        return Map.of("TableName", table, "Key", NAME, "ConsistentRead", true);
    }

    /** Keeps it for longer, if it is ours. */
    Map<String, Object> keep() {
        return Map.of(
                "TableName",
                table,
                "Key",
                NAME,
                "UpdateExpression",
                "SET #expires = :later",
                "ConditionExpression",
                "#owner = :me",
                "ExpressionAttributeNames",
                Map.of("#expires", EXPIRES, "#owner", "owner"),
                "ExpressionAttributeValues",
                Map.of(":later", later(), ":me", ME));
    }

    /** Gives it back, if it is ours. */
    Map<String, Object> release() {
        return Map.of(
                "TableName",
                table,
                "Key",
                NAME,
                "ConditionExpression",
                "#owner = :me",
                "ExpressionAttributeNames",
                Map.of("#owner", "owner"),
                "ExpressionAttributeValues",
                Map.of(":me", ME));
    }
}
