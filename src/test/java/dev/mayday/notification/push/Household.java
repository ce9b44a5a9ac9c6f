package dev.mayday.notification.push;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Accepted;
import dev.mayday.local.Answer;
import dev.mayday.local.Bearer;
import dev.mayday.local.Guardian;
import dev.mayday.local.House;
import dev.mayday.local.Inbox.Letter;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.PushBrowser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Anna, and Ben who guards her and may be told in his browsers. */
record Household(House house, Phone anna, Guardian ben) {

    static Household in(House house) {
        var anna = house.mayday().phone("Anna");
        return new Household(house, anna, house.mayday().guardian("Ben").withPush().of(anna));
    }

    PushBrowser subscribed(Guardian guardian) {
        var key =
                guardian.bearer()
                        .get("/v1/me/push-subscriptions")
                        .ok()
                        .get("vapidPublicKey")
                        .asText();
        var browser = house.sandbox().browser(key);
        subscribe(guardian.bearer(), browser).ok();
        return browser;
    }

    Answer subscribe(Bearer who, PushBrowser browser) {
        return call(who, browser.subscription());
    }

    Answer call(Bearer who, JsonNode body) {
        return who.wire()
                .call(
                        "POST",
                        "/v1/me/push-subscriptions",
                        Optional.of(body),
                        Optional.of(who.token().get()));
    }

    List<String> endpoints(Guardian guardian) {
        return guardian.bearer().list("/v1/me/push-subscriptions").stream()
                .map(one -> one.path("endpoint").asText())
                .toList();
    }

    Letter shown(PushBrowser browser, String type) {
        return house.mayday()
                .inbox()
                .await(browser.id(), type, letter -> letter.type().equals(type), PATIENCE);
    }

    /** From now on Anna's only contact has these channels. */
    void has(Guardian guardian, List<Map<String, String>> channels) {
        var contact = anna.bearer().list("/v1/contacts").getFirst();
        assertEquals(guardian.name(), contact.path("name").asText());
        anna.bearer()
                .wire()
                .call(
                        "PATCH",
                        "/v1/contacts/" + contact.path("id").asText(),
                        Optional.of(Json.object("channels", channels)),
                        Optional.of(anna.bearer().token().get()))
                .ok();
    }

    List<String> channels() {
        return anna.bearer()
                .list("/v1/contacts")
                .getFirst()
                .path("channels")
                .valueStream()
                .map(one -> one.path("type").asText() + " " + one.path("state").asText())
                .toList();
    }

    void isDelivered(Accepted alert, String channelAndState) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertTrue(
                                anna.reads(alert.alertId()).deliveries().stream()
                                        .anyMatch(one ->
                                                channelAndState.equals(
                                                        one.path("channel").asText()
                                                                + " "
                                                                + one.path("state").asText())),
                                () -> anna.reads(alert.alertId()).deliveries().toString()));
    }

    void isTried(Accepted alert, String channelAndOutcome) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertTrue(
                                anna.reads(alert.alertId()).deliveries().stream()
                                        .anyMatch(one ->
                                                channelAndOutcome.equals(
                                                        one.path("channel").asText()
                                                                + " "
                                                                + one.at("/attempts/0/outcome")
                                                                        .asText())),
                                () -> anna.reads(alert.alertId()).deliveries().toString()));
    }

    List<String> told(Accepted alert) {
        return anna.reads(alert.alertId()).deliveries().stream()
                .map(one -> one.path("contactName").asText() + " " + one.path("channel").asText())
                .toList();
    }
}
