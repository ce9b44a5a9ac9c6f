package dev.mayday.device;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.alert.AlertState.Reason;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a phone says (PROTOCOL.md, Device socket). */
sealed interface DeviceMessage {
    int MOST_LOCATIONS = 500;

    /** The button. */
    record Trigger(dev.mayday.alert.Trigger trigger) implements DeviceMessage {}

    /** Fixes as they came; each is checked by itself. */
    record Locations(List<JsonNode> locations) implements DeviceMessage {}

    /**
     * @param alert the alert's id or its clientAlertId
     */
    record Cancel(UUID alert, @Nullable String pin) implements DeviceMessage {}

    record Resolve(UUID alert, @Nullable String pin, Reason reason) implements DeviceMessage {}

    record CheckinOk(UUID checkin) implements DeviceMessage {}

    /**
     * @throws Refused malformed-message, unknown-type, invalid-…
     */
    static DeviceMessage read(Fields fields, Instant now) {
        var type = fields.text("type", 64);
        return switch (type) {
            case null -> throw Problem.invalid("type", "is missing").refused();
            case "alert.trigger" -> new Trigger(dev.mayday.alert.Trigger.read(fields.node(), now));
            case "locations" -> new Locations(locations(fields));
            case "alert.cancel" -> new Cancel(alert(fields), fields.text("pin", 64));
            case "alert.resolve" ->
                    new Resolve(
                            alert(fields),
                            fields.text("pin", 64),
                            Reason.of(fields.text("reason", 64)));
            case "checkin.ok" -> new CheckinOk(needed("checkinId", fields.uuid("checkinId")));
            default ->
                    throw new Problem(400, "unknown-type", "type: there is no such message")
                            .refused();
        };
    }

    private static List<JsonNode> locations(Fields fields) {
        var list = fields.value("locations");
        if (list == null || !list.isArray()) {
            throw Problem.invalid("locations", "must be an array").refused();
        }
        if (list.size() > MOST_LOCATIONS) {
            throw Problem.invalid("locations", "must have at most " + MOST_LOCATIONS + " elements")
                    .refused();
        }
        var nodes = new ArrayList<JsonNode>();
        list.forEach(nodes::add);
        return nodes;
    }

    private static UUID alert(Fields fields) {
        var id = fields.uuid("alertId");
        return id != null ? id : needed("alertId", fields.uuid("clientAlertId"));
    }

    private static UUID needed(String field, @Nullable UUID id) {
        if (id == null) {
            throw Problem.invalid(field, "is missing").refused();
        }
        return id;
    }
}
