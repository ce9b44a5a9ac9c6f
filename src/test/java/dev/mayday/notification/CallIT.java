package dev.mayday.notification;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.House;
import dev.mayday.local.SandboxMessage;
import dev.mayday.local.SandboxTwilio;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls by a provider with Twilio's API, and what comes back from it. */
class CallIT {
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
    void whoeverPressesOneIsGoing() {
        var voice = story.channel(contact, "voice", anna.number());
        var alert = story.alert(dana);
        story.becomes(voice, "alert-raised SENT");

        twilio.act(anna.rings().id(), "1");

        var heard = anna.told("voice");
        assertTrue(heard.body().contains("Dana needs your help"), heard.body());
        assertTrue(heard.body().contains("Where they are is not known yet"), heard.body());
        assertTrue(heard.body().contains("Press 1 if you are going"), heard.body());
        assertTrue(heard.body().endsWith("The others are told that you are going."), heard.body());
        assertEquals("completed", heard.state());
        assertEquals("ACKNOWLEDGED", story.state(alert));
        assertEquals(List.of("acknowledged Anna"), story.answers(alert));
        story.becomes(voice, "alert-raised DELIVERED");
    }

    @Test
    void whoeverPressesTwoIsNotAndAKeyThatComesTwiceIsOneKey() {
        var voice = story.channel(contact, "voice", anna.number());
        var alert = story.alert(dana);
        var call = anna.rings();
        twilio.act(call.id(), "2");

        assertEquals("ACTIVE", story.state(alert));
        assertEquals(List.of("declined Anna"), story.answers(alert));
        assertTrue(anna.told("voice").body().endsWith("Somebody else is asked."));
        for (var key : List.of("2", "1")) { // in this call the answer was given
            var answer =
                    twilio.callBack(
                            call.headers().get("url") + "/key", Telephone.pressed(call, key), null);
            assertTrue(answer.body().contains("Somebody else is asked."), answer.body());
        }
        assertEquals(List.of("declined Anna"), story.answers(alert));
        assertEquals(
                List.of("declined"),
                story.texts(
                        "SELECT type FROM timeline WHERE alert_id = ? AND by_kind = 'contact'",
                        alert));
        story.becomes(voice, "alert-raised DELIVERED");
    }

    @Test
    void anotherKeyRepeatsTheChoiceAndHangingUpIsNoAnswer() {
        var voice = story.channel(contact, "voice", anna.number());
        var alert = story.alert(dana);
        var call = anna.rings().id();
        twilio.act(call, "answer");
        twilio.act(call, "5");
        assertTrue(
                anna.told("voice")
                        .body()
                        .endsWith("\nPress 1 if you are going. Press 2 if you can't."));
        twilio.act(call, "hang-up");

        story.becomes(voice, "alert-raised DELIVERED");
        assertEquals("ACTIVE", story.state(alert));
        assertEquals(List.of(), story.answers(alert));
    }

    @Test
    void anAnsweringMachineIsNobodyAndIsToldNothing() {
        var voice = story.channel(contact, "voice", anna.number());
        story.alert(dana);
        var call = anna.rings();
        var email = story.email(contact, mail);
        twilio.act(call.id(), "machine");

        assertEquals("", anna.told("voice").body());
        story.becomes(voice, "alert-raised FAILED");
        story.becomes(email, "alert-raised SENT");
    }

    @Test
    void aDiscreetCallSaysNothingToWhoeverPressesNoKeyBeItAMachineTakenForAPerson() {
        house.database().execute("UPDATE contact SET discreet = true WHERE id = '" + contact + "'");
        var voice = story.channel(contact, "voice", anna.number());
        var alert = story.alert(dana);
        var call = anna.rings();
        twilio.act(call.id(), "answer");

        var opening = anna.told("voice").body();
        assertTrue(opening.contains("a message from Dana"), opening);
        assertTrue(opening.endsWith("Press 1 to hear it."), opening);
        assertFalse(opening.contains("help") || opening.contains("SOS"), opening);
        var unsure = Map.of("CallSid", call.id(), "AnsweredBy", "unknown");
        var again =
                twilio.callBack(Objects.requireNonNull(call.headers().get("url")), unsure, null);
        assertFalse(again.body().contains("help"), again.body());

        twilio.act(call.id(), "1");
        assertTrue(anna.told("voice").body().contains("Dana needs your help"));
        assertEquals("ACTIVE", story.state(alert), "to hear it is no answer");
        story.becomes(voice, "alert-raised DELIVERED");
        twilio.act(call.id(), "1");
        assertEquals("ACKNOWLEDGED", story.state(alert));
    }

    @Test
    void aCallThatNobodyAnswersHasFailed() {
        var voice = story.channel(contact, "voice", anna.number());
        story.alert(dana);
        twilio.act(anna.rings().id(), "no-answer");

        // and as nobody else can be told by that step, the next one begins at once
        story.becomes(voice, "alert-raised FAILED", "alert-raised SENT");
        assertEquals(
                List.of("nobody answered"),
                story.texts(
                        "SELECT receipt_detail FROM attempt t JOIN delivery d ON d.id = t.delivery_id WHERE d.channel_id = ? AND receipt IS NOT NULL",
                        voice));
    }

    @Test
    void whoeverAnswersWhenAnotherIsGoingHearsThatAndIsAskedNothing() {
        story.channel(contact, "voice", anna.number());
        var carl = Telephone.in(house);
        story.channel(story.contact(dana, "Carl", 1), "voice", carl.number());
        story.alert(dana);
        var annas = anna.rings();
        var carls = carl.rings();
        twilio.act(annas.id(), "1");
        twilio.act(carls.id(), "answer");

        var heard = told(carls);
        assertTrue(heard.body().contains("Anna is going to Dana"), heard.body());
        assertFalse(heard.body().contains("Press"), heard.body());
        assertEquals("completed", heard.state());
    }

    @Test
    void whoeverAnswersAfterTheEndHearsThatItIsOver() {
        story.channel(contact, "voice", anna.number());
        var alert = story.alert(dana);
        var call = anna.rings();
        story.resolved(alert);
        twilio.act(call.id(), "answer");

        assertTrue(told(call).body().contains("Dana's alert is over"), told(call).body());
        assertFalse(told(call).body().contains("Press"));
        var late =
                twilio.callBack(
                        call.headers().get("url") + "/key", Telephone.pressed(call, "1"), null);
        assertEquals(200, late.statusCode());
        assertEquals("RESOLVED", story.state(alert));
        assertEquals(List.of(), story.answers(alert));
    }

    @Test
    void aCodeIsReadOutDigitByDigitAndForgottenWhenItWasHeard() {
        var ben = house.mayday().phone("Ben").bearer();
        var contact =
                ben.post(
                                "/v1/contacts",
                                "name",
                                "Anna",
                                "channels",
                                List.of(Map.of("type", "voice", "address", anna.number())))
                        .ok();
        var path =
                "/v1/contacts/%s/channels/%s/verification"
                        .formatted(
                                contact.path("id").asText(),
                                contact.path("channels").path(0).path("id").asText());
        ben.post(path).ok();
        twilio.act(anna.rings().id(), "answer");

        var heard = anna.told("voice").body();
        var digits = Pattern.compile("(\\d), (\\d), (\\d), (\\d), (\\d), (\\d)").matcher(heard);
        assertTrue(digits.find(), heard);
        ben.post(path + "/confirm", "code", digits.group().replace(", ", "")).ok();
        var state = ben.get("/v1/contacts/" + contact.path("id").asText()).ok();
        assertEquals("verified", state.path("channels").path(0).path("state").asText());
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertEquals(
                                List.of("DELIVERED"),
                                story.texts(
                                        "SELECT state FROM delivery WHERE address = ? AND parameters IS NULL",
                                        anna.number())));
    }

    /** What became of this very call: there may be a later one, with the news. */
    private static SandboxMessage told(SandboxMessage call) {
        return house.sandbox().messagesTo(call.to()).stream()
                .filter(message -> Objects.equals(message.id(), call.id()))
                .findFirst()
                .orElseThrow();
    }
}
