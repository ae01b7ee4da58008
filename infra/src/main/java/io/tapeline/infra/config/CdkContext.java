package io.tapeline.infra.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What infra/cdk.json tells CDK, for when {@code cdk} is not there to do it. */
public final class CdkContext {
    private CdkContext() {}

    /** The context of a checkout: names and values. */
    public static Map<String, Object> of(Path checkout) {
        Map<String, Object> context = new HashMap<>();
        try {
            JsonNode file = new ObjectMapper()
                    .readTree(checkout.resolve("infra/cdk.json").toFile());
            file.path("context")
                    .properties()
                    .forEach(entry -> context.put(
                            entry.getKey(),
                            entry.getValue().isBoolean()
                                    ? entry.getValue().asBoolean()
                                    : entry.getValue().asText()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return context;
    }
}
