package dev.mayday.journey;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Message;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reader knows by all messages so far: of each alert its version and state, its fixes, its
 * timeline and what became of each delivery. What comes twice is no surprise in a snapshot, and a
 * failure outside of one.
 */
record Picture(Map<String, Known> alerts) {
    record Known(JsonNode[] alert, Set<Long> fixes, Set<String> entries, Map<String, String> told) {
        @Override
        public String toString() {
            var now = alert[0];
            return now.path("state").asText() + now.path("version") + fixes + entries + told;
        }
    }

    static Picture of(List<Message> messages) {
        var picture = new Picture(new TreeMap<>());
        messages.forEach(message -> picture.hears(message.body()));
        return picture;
    }

    private void hears(JsonNode message) {
        switch (message.path("type").asText()) {
            case "snapshot" -> snapshot(message);
            case "alert" -> {
                var alert = message.path("alert");
                var known = known(alert.path("id").asText());
                assertTrue(
                        alert.path("version").asInt() > known.alert[0].path("version").asInt(),
                        () -> "twice: " + message);
                known.alert[0] = alert;
            }
            case "location" -> {
                var fixes = known(message.path("alertId").asText()).fixes;
                var number = message.path("location").path("seq").asLong();
                assertTrue(fixes.add(number), () -> "twice: " + message);
            }
            case "timeline" -> {
                var entries = known(message.path("alertId").asText()).entries;
                var entry = message.path("entry").path("id").asText();
                assertTrue(entries.add(entry), () -> "twice: " + message);
            }
            case "delivery" -> {
                var delivery = message.path("delivery");
                known(message.path("alertId").asText())
                        .told
                        .put(delivery.path("id").asText(), delivery.path("state").asText());
            }
            default -> {}
        }
    }

    private void snapshot(JsonNode message) {
        var known =
                new Known(
                        new JsonNode[] {message.path("alert")},
                        new TreeSet<>(),
                        new TreeSet<>(),
                        new TreeMap<>());
        message.path("track")
                .forEach(fix -> {
                    if (fix.has("seq")) {
                        known.fixes.add(fix.path("seq").asLong());
                    }
                });
        message.path("timeline").forEach(entry -> known.entries.add(entry.path("id").asText()));
        message.path("deliveries")
                .forEach(
                        one -> known.told.put(one.path("id").asText(), one.path("state").asText()));
        alerts.put(message.path("alert").path("id").asText(), known);
    }

    private Known known(String alert) {
        var known = alerts.get(alert);
        assertTrue(known != null, () -> "no snapshot of " + alert + " came before");
        return known;
    }
}
