package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What one reader may read of one alert, over HTTP. */
public record AlertFile(Bearer reader, String alertId) {

    /** The answer may be a refusal. */
    public Answer answer() {
        return reader.get(path());
    }

    public JsonNode alert() {
        return answer().ok();
    }

    public String state() {
        return alert().get("state").asText();
    }

    public List<JsonNode> timeline() {
        return reader.list(path() + "/timeline");
    }

    public List<JsonNode> deliveries() {
        return reader.list(path() + "/deliveries");
    }

    public List<JsonNode> views() {
        return reader.list(path() + "/views");
    }

    /** The names of those who looked, but for the owner. */
    public List<String> viewers() {
        var owner = alert().path("person").path("id").asText();
        return views().stream()
                .map(view -> view.path("by"))
                .filter(by -> !by.path("userId").asText().equals(owner))
                .map(by -> by.path("name").asText())
                .toList();
    }

    /** The features of the whole track, as GeoJSON. */
    public List<JsonNode> track() {
        var features = reader.get(path() + "/track.geojson?raw=true").ok().path("features");
        return List.copyOf(features.valueStream().toList());
    }

    /** The numbers of the fixes of the track; the place in the trigger has none. */
    public Set<Long> trackNumbers() {
        var numbers = new TreeSet<Long>();
        for (var feature : track()) {
            Optional.ofNullable(feature.path("properties").get("seq"))
                    .ifPresent(seq -> numbers.add(seq.asLong()));
        }
        return numbers;
    }

    private String path() {
        return "/v1/alerts/" + alertId;
    }
}
