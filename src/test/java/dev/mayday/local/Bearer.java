package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Somebody who may: the calls that an account, or a link's session, makes.
 *
 * @param token gives the access token to use now
 */
public record Bearer(Wire wire, Supplier<String> token) {

    /** Whoever has this link. @param token the last part of its address */
    public static Bearer ofLink(Wire wire, String token) {
        var session =
                wire.call(
                                "POST",
                                "/v1/links/" + token + "/session",
                                Optional.empty(),
                                Optional.empty())
                        .ok();
        var access = session.get("accessToken").asText();
        return new Bearer(wire, () -> access);
    }

    /** The same person, by way of another server. */
    public Bearer via(Wire other) {
        return new Bearer(other, token);
    }

    public Answer get(String path) {
        return call("GET", path, Optional.empty());
    }

    public Answer post(String path, Object... namesAndValues) {
        return call("POST", path, Optional.of(Json.object(namesAndValues)));
    }

    public Answer put(String path, Object... namesAndValues) {
        return call("PUT", path, Optional.of(Json.object(namesAndValues)));
    }

    public Answer patch(String path, Object... namesAndValues) {
        return call("PATCH", path, Optional.of(Json.object(namesAndValues)));
    }

    public Answer delete(String path) {
        return call("DELETE", path, Optional.empty());
    }

    /** The items of a list, of all its pages. */
    public List<JsonNode> list(String path) {
        var items = new ArrayList<JsonNode>();
        var separator = path.contains("?") ? "&" : "?";
        var page = get(path + separator + "limit=200").ok();
        page.path("items").forEach(items::add);
        while (page.hasNonNull("next")) {
            page = get(path + separator + "limit=200&cursor=" + page.get("next").asText()).ok();
            page.path("items").forEach(items::add);
        }
        return items;
    }

    Socket socket(String path) {
        return wire.socket(path, token.get());
    }

    private Answer call(String method, String path, Optional<JsonNode> body) {
        return wire.call(method, path, body, Optional.of(token.get()));
    }
}
