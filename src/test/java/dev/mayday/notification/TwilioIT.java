package dev.mayday.notification;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.House;
import dev.mayday.local.Press;
import dev.mayday.local.SandboxTwilio;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Text messages by a provider with Twilio's API, and what comes back from it. */
class TwilioIT {
    private static House house;
    private static Story story;
    private static SandboxTwilio twilio;

    private final Telephone anna = Telephone.in(house);
    private final String mail = UUID.randomUUID() + "@example.org";
    private final UUID dana = story.person("Dana");
    private final UUID contact = story.contact(dana, "Anna", 1);

    @BeforeAll
    static void open() {
        house = House.open();
        story = new Story(house.database());
        twilio = house.sandbox().twilio();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void aTextMessageIsDeliveredOnceTheProviderSaysSo() {
        var ben = house.mayday().phone("Ben");
        ben.bearer()
                .post(
                        "/v1/contacts",
                        "name",
                        "Anna",
                        "channels",
                        List.of(Map.of("type", "sms", "address", anna.number())))
                .ok();
        try (ben) {
            var alert = ben.presses(Press.sos()).alertId();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> {
                        var delivery = ben.reads(alert).deliveries().getFirst();
                        assertEquals("DELIVERED", delivery.path("state").asText());
                        assertEquals(
                                "twilio",
                                delivery.path("attempts").path(0).path("provider").asText());
                    });
        }
        var message = anna.told("sms", "Ben needs help");
        assertTrue(
                message.body()
                        .startsWith(
                                house.service()
                                                .address()
                                                .toString()
                                                .replace("127.0.0.1", "localhost")
                                        + "/a/"),
                message.body());
    }

    @Test
    void aTextMessageThatIsNotDeliveredGoesByAnotherChannel() {
        var sms = story.channel(contact, "sms", anna.number());
        house.sandbox().answers(anna.number(), 202, 0);
        story.alert(dana);
        story.becomes(sms, "alert-raised SENT");
        var email = story.email(contact, mail);

        var lost = status("undelivered");
        lost.put("ErrorCode", "30003");
        assertEquals(204, callBack(lost));

        story.becomes(sms, "alert-raised FAILED");
        story.becomes(email, "alert-raised SENT");
    }

    @Test
    void whatTheProviderSaysTwiceOrTooLateChangesNothing() {
        var sms = story.channel(contact, "sms", anna.number());
        house.sandbox().answers(anna.number(), 202, 0);
        var alert = story.alert(dana);
        story.becomes(sms, "alert-raised SENT");
        callBack(status("delivered"));
        story.becomes(sms, "alert-raised DELIVERED");
        var before = story.events(alert);

        for (var again : List.of("delivered", "sent", "undelivered", "queued", "delivered")) {
            assertEquals(204, callBack(status(again)));
        }

        assertEquals(List.of("alert-raised DELIVERED"), story.by(sms));
        assertEquals(before, story.events(alert));
    }

    @Test
    void aNumberThatTheProviderRefusesFailsAtOnce() {
        var sms = story.channel(contact, "sms", anna.number());
        house.sandbox().answers(anna.number(), 400, 0);
        story.alert(dana);

        story.becomes(sms, "alert-raised FAILED");
        assertEquals(List.of("rejected"), story.attempts(sms));
    }

    @Test
    void aProviderThatIsDeadIsTriedAgain() {
        var sms = story.channel(contact, "sms", anna.number());
        house.sandbox().makes("twilio", "dead");
        try {
            story.alert(dana);
            story.isTried(sms, "retry");
        } finally {
            house.sandbox().makes("twilio", "ok");
        }
        story.becomes(sms, "alert-raised DELIVERED");
    }

    @Test
    void whatTheProviderDidNotSignIsRefusedAndChangesNothing() {
        var voice = story.channel(contact, "voice", anna.number());
        var alert = story.alert(dana);
        var call = anna.rings();
        story.becomes(voice, "alert-raised SENT");
        var url = call.headers().get("url");
        var right = Telephone.pressed(call, "1");
        var ended = Map.of("CallSid", call.id(), "CallStatus", "no-answer");

        for (var wrong : List.of("", "x", "GvWf1cFY/Q7PnoempGyD5oXAezc=")) {
            assertEquals(403, twilio.callBack(url, right, wrong).statusCode());
            assertEquals(403, twilio.callBack(url + "/key", right, wrong).statusCode());
            assertEquals(403, twilio.callBack(url + "/status", ended, wrong).statusCode());
        }
        var base = url.substring(0, url.indexOf("/voice/"));
        assertEquals(403, twilio.callBack(base + "/sms/incoming", right, "x").statusCode());
        assertEquals(
                403, twilio.callBack(base + "/sms/" + dana + "/status", right, "x").statusCode());
        assertEquals("ACTIVE", story.state(alert));
        assertEquals(List.of("alert-raised SENT"), story.by(voice));
    }

    @Test
    void aSignatureIsGoodForNothingElse() {
        story.channel(contact, "voice", anna.number());
        var alert = story.alert(dana);
        var call = anna.rings();
        var url = call.headers().get("url");
        var elsewhere = twilio.signature(url + "/key", Telephone.pressed(call, "2"));

        assertEquals(
                403,
                twilio.callBack(url + "/key", Telephone.pressed(call, "1"), elsewhere)
                        .statusCode());
        assertEquals(
                403,
                twilio.callBack(url + "/key?x=1", Telephone.pressed(call, "2"), elsewhere)
                        .statusCode());
        assertEquals("ACTIVE", story.state(alert));
    }

    @Test
    void aCallThatIsNobodysIsHungUpAndABodyOutOfAllProportionRefused() {
        var url = called().rings().headers().get("url");
        var base = url.substring(0, url.lastIndexOf('/') + 1);

        var answer = twilio.callBack(base + UUID.randomUUID(), Map.of("CallSid", "CA0"), null);
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("<Hangup/>"), answer.body());
        assertEquals(
                404, twilio.callBack(base + "nobody", Map.of("CallSid", "CA0"), null).statusCode());
        assertEquals(
                413,
                twilio.callBack(url, Map.of("CallSid", "x".repeat(70_000)), null).statusCode());
    }

    @Test
    void whatSomebodyWritesToUsIsTaken() {
        var sms = story.channel(contact, "sms", anna.number());
        story.alert(dana);
        story.becomes(sms, "alert-raised DELIVERED");
        twilio.reply(anna.number(), anna.told("sms").from(), "hello? ü & =");

        var base = anna.told("sms").headers().get("statuscallback").replaceFirst("/sms/.*", "");
        var answer =
                twilio.callBack(
                        base + "/sms/incoming",
                        Map.of(
                                "From",
                                anna.number(),
                                "To",
                                "+15005550006",
                                "Body",
                                "x",
                                "MessageSid",
                                "SM" + UUID.randomUUID()),
                        null);
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("<Response/>"), answer.body());
        assertTrue(answer.headers().firstValue("content-type").orElse("").startsWith("text/xml"));
    }

    private Telephone called() {
        story.channel(contact, "voice", anna.number());
        story.alert(dana);
        return anna;
    }

    private Map<String, String> status(String status) {
        return new TreeMap<>(Map.of("MessageSid", anna.told("sms").id(), "MessageStatus", status));
    }

    private int callBack(Map<String, String> form) {
        var url = anna.told("sms").headers().get("statuscallback");
        return twilio.callBack(url, form, null).statusCode();
    }
}
