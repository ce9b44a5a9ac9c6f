package dev.mayday.location.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mayday.location.Tracks.Recorded;
import dev.mayday.wire.WireJson;

/**
 * GeoJSON (RFC 7946): a Point for each fix, oldest first, with the fix's other fields as its
 * properties.
 */
final class GeoJsonTrack implements TrackText {
    private final ObjectMapper json;
    private boolean any;

    GeoJsonTrack(ObjectMapper json) {
        this.json = json;
    }

    @Override
    public void begin(StringBuilder out) {
        out.append("{\"type\":\"FeatureCollection\",\"features\":[");
    }

    @Override
    public void fix(StringBuilder out, Recorded recorded) {
        if (any) {
            out.append(',');
        }
        any = true;
        try {
            out.append(json.writeValueAsString(feature(recorded)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode feature(Recorded recorded) {
        var fix = recorded.fix();
        ObjectNode properties = json.valueToTree(fix);
        properties.remove("lat");
        properties.remove("lon");
        properties.put("receivedAt", WireJson.format(recorded.receivedAt()));
        var feature = json.createObjectNode().put("type", "Feature");
        var coordinates =
                feature.putObject("geometry").put("type", "Point").putArray("coordinates");
        coordinates.add(fix.lon()).add(fix.lat());
        if (fix.altitude() != null) {
            coordinates.add(fix.altitude());
        }
        feature.set("properties", properties);
        return feature;
    }

    @Override
    public void end(StringBuilder out) {
        out.append("]}");
    }
}
