package io.tapeline.ingest.api;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.examples.Example;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Adds to the API's document what is the same of all of it: keys, limits, and the Idempotency-Key. Runs in the build. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public final class GuardedApi implements OASFilter {
    private static final String KEY = "key";
    private static final Map<String, String> REFUSALS = Map.of(
            "401", "No valid API key. Not asked for in the profile local.",
            "403", "The key has not the scope that the path needs.",
            "429", "Over the key's rate limit. Post again after the seconds of Retry-After.");
    private static final Map<String, String> POSTS = Map.of(
            "408", "The body came too slowly. Items read before may be stored: post all of it again.",
            "409", "A post of the same Idempotency-Key is under way, or posts to the replay.",
            "422", "The Idempotency-Key was used for another body.");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Components components = api.getComponents();
        if (components == null) {
            components = OASFactory.createComponents();
            api.setComponents(components);
        }
        components.addSecurityScheme(
                KEY,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-Api-Key")
                        .description("tpl_ID_SECRET; as well as Authorization: Bearer tpl_ID_SECRET"));
        if (api.getPaths() != null) {
            api.getPaths().getPathItems().forEach((path, item) -> {
                if (path.startsWith("/v1/")) {
                    item.getOperations().forEach((method, operation) -> guard(method, operation));
                }
            });
        }
    }

    private static void guard(PathItem.HttpMethod method, Operation operation) {
        operation.addSecurityRequirement(OASFactory.createSecurityRequirement().addScheme(KEY, List.of()));
        REFUSALS.forEach((status, description) -> add(operation, status, description));
        if (method == PathItem.HttpMethod.POST && operation.getRequestBody() != null) {
            POSTS.forEach((status, description) -> add(operation, status, description));
            operation.addParameter(OASFactory.createParameter()
                    .name("Idempotency-Key")
                    .in(Parameter.In.HEADER)
                    .description(
                            "1 to 128 printable ASCII characters. Posted again with the same body, the answer is the"
                                    + " first one's, and nothing is published again.")
                    .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
        }
    }

    private static String name(String status) {
        return kind(status).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Example example(String status, String description) {
        ProblemKind kind = kind(status);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", kind.type());
        problem.put("title", kind.title());
        problem.put("status", kind.status());
        problem.put("detail", description);
        return OASFactory.createExample().value(problem);
    }

    private static ProblemKind kind(String status) {
        return switch (status) {
            case "401" -> ProblemKind.UNAUTHENTICATED;
            case "403" -> ProblemKind.FORBIDDEN;
            case "408" -> ProblemKind.SLOW_BODY;
            case "409" -> ProblemKind.POST_UNDER_WAY;
            case "422" -> ProblemKind.KEY_REUSED;
            case "429" -> ProblemKind.TOO_FAST;
            default -> throw new IllegalArgumentException("no example of " + status);
        };
    }

    private static void add(Operation operation, String status, String description) {
        APIResponse response = OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problems.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref("Problem"))
                                        .addExample(name(status), example(status, description))));
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        if (!operation.getResponses().hasAPIResponse(status)) {
            operation.getResponses().addAPIResponse(status, response);
        }
    }
}
