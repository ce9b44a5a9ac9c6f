package dev.mayday.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The schemas of an AsyncAPI or OpenAPI document, each made to stand alone. */
final class Schemas {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLACE = "#/components/schemas/";

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<JsonNode, Schema> strict = new HashMap<>();

    Schemas(JsonNode document, SpecificationVersion dialect) {
        this.document = document;
        this.registry =
                SchemaRegistry.withDefaultDialect(
                        dialect,
                        builder ->
                                builder.schemaRegistryConfig(
                                        SchemaRegistryConfig.builder()
                                                .formatAssertionsEnabled(true)
                                                .build()));
    }

    /**
     * What is wrong with the value, field by field; nothing if it is as published. A field that is
     * not in the schema is wrong too: clients ignore it, but it was never promised.
     */
    synchronized List<String> complaints(JsonNode schema, JsonNode value) {
        var compiled =
                strict.computeIfAbsent(
                        schema,
                        one -> {
                            var alone = standalone(one);
                            close(alone);
                            return registry.getSchema(alone.toString(), InputFormat.JSON);
                        });
        return compiled.validate(value.toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /** The schema with all that it refers to, in {@code definitions}. */
    ObjectNode standalone(JsonNode schema) {
        var definitions = new TreeMap<String, JsonNode>();
        var alone = JSON.createObjectNode();
        alone.setAll((ObjectNode) moved(schema, definitions));
        if (!definitions.isEmpty()) {
            alone.putObject("definitions").setAll(definitions);
        }
        return alone;
    }

    JsonNode named(String name) {
        var schema = document.path("components").path("schemas").path(name);
        if (schema.isMissingNode()) {
            throw new IllegalArgumentException("no schema " + name);
        }
        return schema;
    }

    /** A copy whose references lead into the definitions, which grow by what it refers to. */
    private JsonNode moved(JsonNode node, Map<String, JsonNode> definitions) {
        if (node.isArray()) {
            var copy = JSON.createArrayNode();
            node.forEach(item -> copy.add(moved(item, definitions)));
            return copy;
        }
        if (!node.isObject()) {
            return node;
        }
        var copy = JSON.createObjectNode();
        for (var field : node.properties()) {
            if (field.getKey().equals("$ref") && field.getValue().isTextual()) {
                copy.put("$ref", reference(field.getValue().textValue(), definitions));
            } else {
                copy.set(field.getKey(), moved(field.getValue(), definitions));
            }
        }
        return copy;
    }

    private String reference(String ref, Map<String, JsonNode> definitions) {
        if (!ref.startsWith(PLACE)) {
            throw new IllegalArgumentException("not a schema of this document: " + ref);
        }
        var name = ref.substring(PLACE.length());
        if (!definitions.containsKey(name)) {
            definitions.put(name, JSON.nullNode()); // it may refer to itself
            definitions.put(name, moved(named(name), definitions));
        }
        return "#/definitions/" + name;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(Schemas::close);
    }
}
