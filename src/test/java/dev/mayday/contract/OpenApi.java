package dev.mayday.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document of the running service, as something to ask. */
final class OpenApi {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    /**
     * One method of one path.
     *
     * @param path with its parameters in braces
     */
    record Call(String method, String path) implements Comparable<Call> {
        @Override
        public int compareTo(Call other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return path + " " + method;
        }
    }

    private final JsonNode document;
    private final Schemas schemas;

    OpenApi(JsonNode document) {
        this.document = document;
        this.schemas = new Schemas(document, SpecificationVersion.DRAFT_2020_12);
    }

    JsonNode document() {
        return document;
    }

    Set<Call> calls() {
        var calls = new TreeSet<Call>();
        for (var path : document.path("paths").properties()) {
            path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> {
                        if (METHODS.contains(method)) {
                            calls.add(new Call(method.toUpperCase(), path.getKey()));
                        }
                    });
        }
        return calls;
    }

    /** What is wrong with this answer to the call; nothing if it is as published. */
    List<String> complaints(Call call, Http.Said said) {
        var responses = operation(call).path("responses");
        var response = followed(responses.path(String.valueOf(said.status())));
        if (response.isMissingNode()) {
            if (said.status() < 400) {
                return List.of("an answer with " + said.status() + " was not published");
            }
            response = followed(responses.path("default"));
        }
        var content = response.path("content");
        if (said.type().isEmpty()) {
            return content.isEmpty()
                    ? List.of()
                    : List.of("no body, but " + content + " was published");
        }
        var media = content.path(said.type());
        if (media.isMissingNode()) {
            return List.of(said.type() + " was not published, but " + content);
        }
        return said.body().isMissingNode()
                ? List.of()
                : schemas.complaints(media.path("schema"), said.body());
    }

    boolean hasBody(Call call) {
        return operation(call).has("requestBody");
    }

    /** The names of the fields of the call's body. */
    List<String> bodyFields(Call call) {
        var names = new ArrayList<String>();
        bodySchema(call).path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** Whether the value is of a type that the field of the body may have. */
    boolean isOfType(Call call, String field, JsonNode value) {
        var schema = followed(bodySchema(call).path("properties").path(field));
        var type = schema.path("type");
        var types = new TreeSet<String>();
        if (type.isArray()) {
            type.forEach(one -> types.add(one.asText()));
        } else if (type.isTextual()) {
            types.add(type.asText());
        }
        return switch (value.getNodeType()) {
            case STRING -> types.contains("string");
            case NUMBER ->
                    types.contains("number")
                            || types.contains("integer") && value.isIntegralNumber();
            case BOOLEAN -> types.contains("boolean");
            case ARRAY -> types.contains("array");
            case OBJECT -> types.contains("object") || types.isEmpty();
            default -> true;
        };
    }

    private JsonNode bodySchema(Call call) {
        return followed(
                operation(call)
                        .path("requestBody")
                        .path("content")
                        .path("application/json")
                        .path("schema"));
    }

    private JsonNode operation(Call call) {
        return document.path("paths").path(call.path()).path(call.method().toLowerCase());
    }

    private JsonNode followed(JsonNode node) {
        for (var any : List.of("allOf", "anyOf", "oneOf")) {
            for (var one : node.path(any)) {
                if (one.has("$ref")) {
                    return followed(one);
                }
            }
        }
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
