package io.tapeline.infra.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.tapeline.infra.access.Grant.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads every statement of every policy out of a template. */
public final class Grants {
    private final String component;
    private final List<Grant> grants = new ArrayList<>();

    private Grants(String component) {
        this.component = component;
    }

    /**
     * The statements of a template, in order.
     *
     * @param component the stack's name without its prefix
     */
    public static List<Grant> of(String component, JsonNode template) {
        Grants reader = new Grants(component);
        template.path("Resources")
                .properties()
                .forEach(resource -> reader.read(resource.getKey(), resource.getValue()));
        return reader.grants.stream().sorted(Grant.ORDER).toList();
    }

    private void read(String id, JsonNode resource) {
        JsonNode properties = resource.path("Properties");
        String type = resource.path("Type").asText();
        if (type.equals("AWS::IAM::Role")) {
            statements(PlainText.name(id), Kind.TRUST, properties.path("AssumeRolePolicyDocument"));
            properties
                    .path("Policies")
                    .forEach(policy -> statements(PlainText.name(id), Kind.ROLE, policy.path("PolicyDocument")));
            PlainText.list(properties.path("ManagedPolicyArns")).forEach(arn -> managed(PlainText.name(id), arn));
        } else if (type.equals("AWS::IAM::Policy") || type.equals("AWS::IAM::ManagedPolicy")) {
            List<String> holders = PlainText.list(properties.path("Roles"));
            String holder = holders.isEmpty()
                    ? PlainText.name(id)
                    : String.join(" ", holders).replaceAll("[${}]", "");
            statements(holder, Kind.ROLE, properties.path("PolicyDocument"));
        } else {
            // A bucket's, a key's, a topic's, a queue's, a secret's: wherever a property is a policy.
            properties.properties().forEach(property -> {
                if (property.getValue().has("Statement")) {
                    statements(PlainText.name(id), Kind.RESOURCE, property.getValue());
                }
            });
        }
    }

    private void managed(String holder, String arn) {
        grants.add(new Grant(
                component, holder, Kind.ROLE, "Allow", List.of(), List.of("all of"), List.of(arn), List.of()));
    }

    private void statements(String holder, Kind kind, JsonNode document) {
        JsonNode statements = document.path("Statement");
        if (statements.isArray()) {
            statements.forEach(statement -> grants.add(grant(holder, kind, statement)));
        } else if (statements.isObject()) {
            grants.add(grant(holder, kind, statements));
        }
    }

    private Grant grant(String holder, Kind kind, JsonNode statement) {
        List<String> actions = new ArrayList<>(PlainText.list(statement.path("Action")));
        PlainText.list(statement.path("NotAction")).forEach(action -> actions.add("not " + action));
        List<String> resources = new ArrayList<>(PlainText.list(statement.path("Resource")));
        PlainText.list(statement.path("NotResource")).forEach(resource -> resources.add("not " + resource));
        return new Grant(
                component,
                holder,
                kind,
                statement.path("Effect").asText(),
                principals(statement.path("Principal")),
                List.copyOf(actions),
                List.copyOf(resources),
                conditions(statement.path("Condition")));
    }

    private static List<String> principals(JsonNode principal) {
        if (principal.isTextual()) {
            return List.of(principal.asText());
        }
        List<String> principals = new ArrayList<>();
        principal.properties().forEach(entry -> principals.addAll(PlainText.list(entry.getValue())));
        return principals.stream().sorted().toList();
    }

    private static List<String> conditions(JsonNode condition) {
        List<String> conditions = new ArrayList<>();
        condition
                .properties()
                .forEach(operator -> operator.getValue()
                        .properties()
                        .forEach(key -> conditions.add(operator.getKey() + " " + key.getKey() + "="
                                + String.join(" or ", PlainText.list(key.getValue())))));
        return conditions.stream().sorted().toList();
    }
}
