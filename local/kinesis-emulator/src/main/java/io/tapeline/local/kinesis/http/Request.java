package io.tapeline.local.kinesis.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.tapeline.local.kinesis.stream.DataStream;
import io.tapeline.local.kinesis.stream.ErrorType;
import io.tapeline.local.kinesis.stream.KinesisException;
import io.tapeline.local.kinesis.stream.StreamRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The members of one request, checked as they are asked for. */
final class Request {
    private final WireFormat format;
    private final JsonNode body;

    private Request(WireFormat format, JsonNode body) {
        this.format = format;
        this.body = body;
    }

    static Request parse(WireFormat format, byte[] bytes) {
        JsonNode tree;
        try {
            tree = bytes.length == 0
                    ? format.mapper().createObjectNode()
                    : format.mapper().readTree(bytes);
        } catch (IOException e) {
            throw malformed();
        }
        if (!tree.isObject()) {
            throw malformed();
        }
        return new Request(format, tree);
    }

    static KinesisException malformed() {
        return new KinesisException(ErrorType.SERIALIZATION, "The request is not a well-formed object.");
    }

    WireFormat format() {
        return format;
    }

    private @Nullable JsonNode find(String name, JsonNodeType type) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.getNodeType() != type) {
            throw new KinesisException(
                    ErrorType.SERIALIZATION, name + " is " + value.getNodeType() + ", expected " + type);
        }
        return value;
    }

    @Nullable
    String string(String name) {
        JsonNode value = find(name, JsonNodeType.STRING);
        return value == null ? null : value.textValue();
    }

    String requiredString(String name) {
        String value = string(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    OptionalInt integer(String name) {
        JsonNode value = find(name, JsonNodeType.NUMBER);
        if (value == null) {
            return OptionalInt.empty();
        }
        if (!value.canConvertToInt()) {
            throw KinesisException.constraint(name, value.asText(), "Member must be a 32-bit integer");
        }
        return OptionalInt.of(value.intValue());
    }

    int requiredInteger(String name) {
        return integer(name).orElseThrow(() -> missing(name));
    }

    /** A number within bounds, or the default where there is none. */
    int integer(String name, int least, int most, int otherwise) {
        int value = integer(name).orElse(otherwise);
        if (value < least || value > most) {
            throw KinesisException.constraint(
                    name, Integer.toString(value), "Member must have value between " + least + " and " + most);
        }
        return value;
    }

    @Nullable
    Long millis(String name) {
        JsonNode value = find(name, JsonNodeType.NUMBER);
        return value == null ? null : format.millis(value);
    }

    boolean flag(String name) {
        JsonNode value = find(name, JsonNodeType.BOOLEAN);
        return value != null && value.booleanValue();
    }

    Optional<Request> object(String name) {
        JsonNode value = find(name, JsonNodeType.OBJECT);
        return value == null ? Optional.empty() : Optional.of(new Request(format, value));
    }

    List<String> strings(String name) {
        JsonNode value = find(name, JsonNodeType.ARRAY);
        List<String> strings = new ArrayList<>();
        if (value != null) {
            value.forEach(item -> strings.add(item.asText()));
        }
        return strings;
    }

    Map<String, String> stringMap(String name) {
        JsonNode value = find(name, JsonNodeType.OBJECT);
        Map<String, String> map = new TreeMap<>();
        if (value != null) {
            value.properties()
                    .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        }
        return map;
    }

    private static KinesisException missing(String name) {
        return KinesisException.constraint(name, "null", "Member must not be null");
    }

    /** The stream that StreamARN or StreamName names. */
    DataStream stream(StreamRegistry registry) {
        return streamOf(registry, string("StreamName"), string("StreamARN"));
    }

    static DataStream streamOf(StreamRegistry registry, @Nullable String name, @Nullable String arn) {
        if (arn != null) {
            DataStream stream = registry.byArn(arn);
            if (name != null && !name.equals(stream.name())) {
                throw KinesisException.invalidArgument("StreamARN and StreamName name different streams.");
            }
            return stream;
        }
        if (name == null) {
            throw KinesisException.invalidArgument("Either StreamName or StreamARN must be specified.");
        }
        return registry.byName(name);
    }
}
