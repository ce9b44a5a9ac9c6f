package dev.mayday.ingest;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Account;
import dev.mayday.local.Bearer;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/** A person with one app that can't sign in. */
record Owner(House house, Account account, JsonNode device) {

    static Owner of(House house) {
        var account = Account.signUp(house.mayday().wire(), "Anna");
        var device = account.bearer().post("/v1/me/devices", "name", "Phone").ok();
        return new Owner(house, account, device);
    }

    App app() {
        return App.with(house.service().address(), account.email(), token());
    }

    String token() {
        return device.path("token").asText();
    }

    String deviceId() {
        return device.path("id").asText();
    }

    Bearer bearer() {
        return account.bearer();
    }

    /** An alert of its own phone, pressed then: from a minute before it places are kept. */
    String alert(Instant at) {
        return bearer().post(
                        "/v1/alerts",
                        "clientAlertId",
                        Press.sos().clientAlertId(),
                        "kind",
                        "sos",
                        "at",
                        at)
                .ok()
                .path("alertId")
                .asText();
    }

    List<JsonNode> alerts() {
        return bearer().list("/v1/alerts");
    }

    String onlyAlert() {
        var all = alerts();
        if (all.size() != 1) {
            throw new AssertionError("alerts: " + all.size());
        }
        return all.getFirst().path("id").asText();
    }

    /** The fixes that are recorded of the alert, oldest first. */
    List<JsonNode> track(String alert) {
        var rows =
                house.database()
                        .text(
                                "SELECT coalesce(json_agg(row_to_json(f) ORDER BY at), '[]') FROM fix f WHERE subject_id = '"
                                        + alert
                                        + "'");
        try {
            return List.copyOf(Payload.JSON.readTree(rows).valueStream().toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The track once it has so many fixes. */
    List<JsonNode> track(String alert, int count) {
        return Awaitility.await(count + " fixes in the track")
                .atMost(PATIENCE)
                .until(() -> track(alert), track -> track.size() >= count);
    }
}
