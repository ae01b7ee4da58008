package io.tapeline.infra.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values of a template as people read them: {@code ${MarketData.Arn}} for an attribute, without the digests that CDK puts
 * behind its names.
 */
final class PlainText {
    private static final Pattern DIGEST = Pattern.compile("([A-Za-z])[0-9A-F]{8}(?=$|[^0-9A-Za-z])");
    /** What an asset is named after: another with each change of it. */
    private static final Pattern CONTENT = Pattern.compile("\\b[0-9a-f]{64}\\b");
    /** The name of what another stack publishes: digests stand behind the resource's name, and at the end. */
    private static final Pattern OUTPUT =
            Pattern.compile("^PublishOutput(Ref|FnGetAtt)(.*?)[0-9A-F]{8}([A-Za-z]*)[0-9A-F]{8}$");

    private PlainText() {}

    /** A value: text, or a function of CloudFormation. */
    static String of(JsonNode value) {
        if (value.isTextual() || value.isNumber() || value.isBoolean()) {
            return CONTENT.matcher(value.asText()).replaceAll("CONTENT");
        }
        if (value.isObject() && value.size() == 1) {
            String function = value.fieldNames().next();
            return function(function, value.get(function));
        }
        throw new IllegalArgumentException("no text: " + value);
    }

    /** A value, or a list of them. */
    static List<String> list(JsonNode values) {
        if (!values.isArray()) {
            return values.isMissingNode() || values.isNull() ? List.of() : List.of(of(values));
        }
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(of(value)));
        return texts.stream().sorted().toList();
    }

    /** A name without CDK's digest. */
    static String name(String logicalId) {
        return DIGEST.matcher(logicalId).replaceAll("$1");
    }

    private static String function(String function, JsonNode argument) {
        return switch (function) {
            case "Ref" -> "${" + name(argument.asText()) + "}";
            case "Fn::GetAtt" ->
                "${" + name(argument.get(0).asText()) + "." + argument.get(1).asText() + "}";
            case "Fn::GetStackOutput" ->
                "${" + published(argument.path("OutputName").asText()) + "}";
            case "Fn::Join" -> join(argument);
            case "Fn::Sub" -> argument.isArray() ? argument.get(0).asText() : argument.asText();
            case "Fn::Select" -> "select " + argument.get(0).asText() + " of " + of(argument.get(1));
            case "Fn::Split" -> "split '" + argument.get(0).asText() + "' " + of(argument.get(1));
            default -> throw new IllegalArgumentException("unknown function " + function + ": " + argument);
        };
    }

    private static String published(String output) {
        Matcher matcher = OUTPUT.matcher(output);
        if (!matcher.matches()) {
            return output;
        }
        return matcher.group(2) + (matcher.group(3).isEmpty() ? "" : "." + matcher.group(3));
    }

    private static String join(JsonNode argument) {
        StringBuilder joined = new StringBuilder();
        String separator = "";
        for (JsonNode part : argument.get(1)) {
            joined.append(separator).append(of(part));
            separator = argument.get(0).asText();
        }
        return joined.toString();
    }
}
