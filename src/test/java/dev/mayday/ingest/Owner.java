package dev.mayday.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Account;
import dev.mayday.local.Bearer;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A person with one app that can't sign in. */
record Owner(House house, Account account, JsonNode device) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static Owner of(House house, boolean manualAlarm) {
        var account = Account.signUp(house.mayday().wire(), "Anna");
        var device =
                account.bearer()
                        .post("/v1/me/devices", "name", "Phone", "manualAlarm", manualAlarm)
                        .ok();
        return new Owner(house, account, device);
    }

    static Owner of(House house) {
        return of(house, false);
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

    List<JsonNode> track(String alert) {
        var found = bearer().get("/v1/alerts/" + alert + "/track").ok().path("features");
        return StreamSupport.stream(found.spliterator(), false).toList();
    }

    /** The track once it has so many fixes. */
    List<JsonNode> track(String alert, int count) {
        return Awaitility.await(count + " fixes in the track")
                .atMost(PATIENCE)
                .until(() -> track(alert), track -> track.size() >= count);
    }
}
