package dev.mayday.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.problem.Problem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes one object of what a request says in its query and in its body, whichever form it has. */
@ApplicationScoped
class AppRequest {
    private final ObjectMapper json;

    AppRequest(ObjectMapper json) {
        this.json = json;
    }

    /** The query alone. */
    AppFields query(HttpServerRequest request) {
        return new AppFields(pairs(request.query()));
    }

    /**
     * The query, and over it the body: a form, or a JSON object.
     *
     * @throws dev.mayday.problem.Refused malformed-message where the JSON is none,
     *     unsupported-media-type
     */
    AppFields all(HttpServerRequest request, @Nullable String body) {
        var all = pairs(request.query());
        var type = request.getHeader("Content-Type");
        if (type != null && type.startsWith("application/json")) {
            all.setAll(object(body));
        } else if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
            all.setAll(pairs(body));
        } else if (body != null && !body.isEmpty()) {
            throw new Problem(415, "unsupported-media-type", "send JSON or a form").refused();
        }
        return new AppFields(all);
    }

    /**
     * A JSON object; an empty one where there is no body.
     *
     * @throws dev.mayday.problem.Refused malformed-message
     */
    ObjectNode object(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        JsonNode node;
        try {
            node = json.readTree(body);
        } catch (JsonProcessingException e) {
            // its message would show a piece of the text, and there may be a token in it
            throw Problem.malformed("not valid JSON").refused();
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw Problem.malformed("not a JSON object").refused();
    }

    /** Of a name that comes twice the first counts. What is not escaped rightly stays as it is. */
    static ObjectNode pairs(@Nullable String text) {
        var pairs = JsonNodeFactory.instance.objectNode();
        for (var pair : text == null ? new String[0] : text.split("&")) {
            int equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty() && !pairs.has(name)) {
                pairs.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
