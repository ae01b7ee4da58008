package io.tapeline.infra.asl;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What CloudFormation would make of a template's functions: text, with a stand-in for what only a deployment knows. */
public final class Intrinsics {
    private Intrinsics() {}

    /** A value as text. A reference to a resource is {@code <LogicalId>}, one of its attributes {@code <LogicalId.Name>}. */
    public static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        Map<String, Object> function = Json.object(value);
        if (function.size() != 1) {
            throw new IllegalArgumentException("not a function: " + function);
        }
        String name = function.keySet().iterator().next();
        Object argument = Json.field(function, name);
        return switch (name) {
            case "Ref" -> "<" + argument + ">";
            case "Fn::GetStackOutput" ->
                "<" + Json.field(Json.object(argument), "StackName") + ":"
                        + Json.field(Json.object(argument), "OutputName") + ">";
            case "Fn::GetAtt" ->
                "<" + Json.list(argument).stream().map(String::valueOf).collect(Collectors.joining(".")) + ">";
            case "Fn::Join" -> join(Json.list(argument));
            default -> throw new IllegalArgumentException("unknown function: " + name);
        };
    }

    private static String join(List<Object> arguments) {
        return Json.list(arguments.get(1)).stream().map(Intrinsics::text).collect(Collectors.joining((String)
                arguments.get(0)));
    }
}
