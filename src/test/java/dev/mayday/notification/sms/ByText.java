package dev.mayday.notification.sms;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.House;
import dev.mayday.local.Inbox.Letter;
import dev.mayday.local.Phone;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** People with telephones, and what comes to them by text. */
record ByText(House house) {
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    /** One that nobody else has. */
    static String number() {
        return "+49151" + ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
    }

    JsonNode contact(Phone owner, String name, String number) {
        return owner.bearer()
                .post(
                        "/v1/contacts",
                        "name",
                        name,
                        "channels",
                        List.of(Map.of("type", "sms", "address", number)))
                .ok();
    }

    /** Verifies the contact's channel by the code that came to its number. */
    void confirm(Phone owner, JsonNode contact, String number) {
        owner.bearer().post(channel(contact) + "/verification").ok();
        owner.bearer().post(channel(contact) + "/verification/confirm", "code", code(number)).ok();
    }

    static String channel(JsonNode contact) {
        return "/v1/contacts/"
                + contact.get("id").asText()
                + "/channels/"
                + contact.at("/channels/0/id").asText();
    }

    String state(Phone owner, JsonNode contact) {
        return owner.bearer()
                .get("/v1/contacts/" + contact.get("id").asText())
                .ok()
                .at("/channels/0/state")
                .asText();
    }

    String code(String number) {
        var letter =
                house.mayday()
                        .inbox()
                        .await(number, "a code", one -> CODE.matcher(one.body()).find(), PATIENCE);
        return CODE.matcher(letter.body()).results().findFirst().orElseThrow().group();
    }

    String invitation(String number) {
        return house.mayday()
                .inbox()
                .await(number, "an invitation", one -> one.token('i').isPresent(), PATIENCE)
                .token('i')
                .orElseThrow();
    }

    /** The so-manieth text about an alert that came to this number. */
    Letter told(String number, int count) {
        return house.mayday()
                .inbox()
                .await(number, "text " + count, count, one -> one.token('a').isPresent(), PATIENCE)
                .get(count - 1);
    }

    long texts(String number) {
        return house.mayday().inbox().of(number).size();
    }
}
