package dev.mayday.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The AsyncAPI document, as something to ask. */
final class AsyncApi {

    /** A message as the document shows it. */
    record Example(String message, String name, ObjectNode payload, JsonNode headers) {}

    /**
     * What the service takes, and how it may answer.
     *
     * @param messages their names
     * @param replies the names of the answers
     */
    record Operation(String name, String channel, Set<String> messages, Set<String> replies) {}

    private final JsonNode document;
    private final Schemas schemas;

    private AsyncApi(JsonNode document) {
        this.document = document;
        this.schemas = new Schemas(document, SpecificationVersion.DRAFT_7);
    }

    static AsyncApi read(String yaml) {
        return new AsyncApi(
                Schemas.JSON.valueToTree(
                        new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml)));
    }

    /** The document of this build. */
    static AsyncApi ofBuild() {
        try (var file = AsyncApi.class.getResourceAsStream("/contracts/asyncapi.yaml")) {
            return read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the messages of a channel, both ways. */
    Set<String> messages(String channel) {
        return names(channel(channel).path("messages"));
    }

    Set<String> channels() {
        return names(document.path("channels"));
    }

    String address(String channel) {
        return channel(channel).path("address").textValue();
    }

    /** What the service receives on the channel. */
    List<Operation> received(String channel) {
        var all = new ArrayList<Operation>();
        for (var field : document.path("operations").properties()) {
            var operation = field.getValue();
            if (operation.path("action").textValue().equals("receive")
                    && last(operation.path("channel")).equals(channel)) {
                all.add(
                        new Operation(
                                field.getKey(),
                                channel,
                                lasts(operation.path("messages")),
                                lasts(operation.path("reply").path("messages"))));
            }
        }
        return all;
    }

    /** What the service sends on the channel unasked. */
    Set<String> sent(String channel) {
        var names = new TreeSet<String>();
        for (var operation : document.path("operations")) {
            if (operation.path("action").textValue().equals("send")
                    && last(operation.path("channel")).equals(channel)) {
                names.addAll(lasts(operation.path("messages")));
            }
        }
        return names;
    }

    List<Example> examples(String message) {
        var examples = new ArrayList<Example>();
        for (var example : message(message).path("examples")) {
            examples.add(
                    new Example(
                            message,
                            example.path("name").asText(message),
                            example.path("payload").deepCopy(),
                            example.path("headers")));
        }
        return examples;
    }

    /** The paths of the message's own fields and of those in the things that it holds. */
    List<List<String>> fields(String message) {
        var paths = new ArrayList<List<String>>();
        fields(followed(message(message).path("payload")), List.of(), paths);
        paths.removeIf(path -> path.getLast().equals("type"));
        return paths;
    }

    /** Whether the thing at that path must be there. */
    boolean needs(String message, List<String> path) {
        var needed = schema(message, path.subList(0, path.size() - 1)).path("required");
        return needed.valueStream().anyMatch(name -> name.asText().equals(path.getLast()));
    }

    /** Whether the value may stand at that path of the message. */
    boolean accepts(String message, List<String> path, JsonNode value) {
        return schemas.complaints(schema(message, path), value).isEmpty();
    }

    private JsonNode schema(String message, List<String> path) {
        var schema = followed(message(message).path("payload"));
        for (var step : path) {
            schema =
                    followed(
                            schema.has("items")
                                    ? schema.path("items")
                                    : schema.path("properties").path(step));
        }
        return schema;
    }

    private void fields(JsonNode schema, List<String> path, List<List<String>> paths) {
        for (var property : schema.path("properties").properties()) {
            var here = new ArrayList<>(path);
            here.add(property.getKey());
            paths.add(here);
            var held = followed(property.getValue());
            if (held.has("items")) {
                here = new ArrayList<>(here);
                here.add("0");
                held = followed(held.path("items"));
            }
            fields(held, here, paths);
        }
    }

    private JsonNode followed(JsonNode schema) {
        return schema.has("$ref") ? schemas.named(last(schema)) : schema;
    }

    /** What is wrong with this payload of the message; nothing if it is as published. */
    List<String> complaints(String message, JsonNode payload) {
        return schemas.complaints(message(message).path("payload"), payload);
    }

    List<String> headerComplaints(String message, JsonNode headers) {
        return schemas.complaints(message(message).path("headers"), headers);
    }

    /** The schema of the message's payload, for those who have nothing but JSON Schema. */
    ObjectNode schema(String message) {
        var payload = message(message).path("payload");
        var name = last(payload);
        var file = Schemas.JSON.createObjectNode();
        file.put("$schema", "http://json-schema.org/draft-07/schema#");
        file.put("title", message(message).path("title").textValue());
        file.setAll(schemas.standalone(schemas.named(name)));
        return file;
    }

    private JsonNode message(String name) {
        var message = document.path("components").path("messages").path(name);
        if (message.isMissingNode()) {
            throw new IllegalArgumentException("the document has no message " + name);
        }
        return message;
    }

    private JsonNode channel(String name) {
        return document.path("channels").path(name);
    }

    private static Set<String> lasts(JsonNode references) {
        var names = new TreeSet<String>();
        references.forEach(reference -> names.add(last(reference)));
        return names;
    }

    private static String last(JsonNode reference) {
        var ref = reference.path("$ref").asText();
        return ref.substring(ref.lastIndexOf('/') + 1);
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
