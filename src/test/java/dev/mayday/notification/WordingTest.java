package dev.mayday.notification;

import static dev.mayday.notification.Samples.PRESSED;
import static dev.mayday.notification.Samples.alert;
import static dev.mayday.notification.Samples.at;
import static dev.mayday.notification.Samples.raised;
import static dev.mayday.notification.Samples.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.alert.AlertView;
import dev.mayday.alert.AlertView.Resolution;
import dev.mayday.alert.By;
import dev.mayday.notification.Message.Acknowledged;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Expiring;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.Message.StillGoing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordingTest {
    private final Wording wording = Samples.wording();

    @Test
    void saysWhoWhatWhenWhereAndTheContactsOwnLink() {
        var notice = wording.of(to("anna@example.org", raised(alert("Dana", false, false, null))));
        var text = text(notice);

        assertEquals("Dana needs help: SOS", notice.subject());
        assertTrue(text.contains("When: Mon 23 Nov 2026, 11:00 CET"), text);
        assertTrue(text.contains("Where: 48.8584, 2.2945, within 9 m, 21 s ago"), text);
        assertTrue(text.contains("geo:48.8584,2.2945;u=9"), text);
        assertTrue(text.contains("mlat=48.8584&mlon=2.2945"), text);
        assertTrue(text.contains("Battery: 81 %"), text);
        assertTrue(text.contains("Note: third floor"), text);
        assertTrue(text.contains("+491701234567"), text);
        assertEquals("https://mayday.example/a/token", notice.action().url());
        assertNull(notice.banner());
        assertNull(notice.warning());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "ar"})
    void aLongNameIsCutInTheSubjectOnly(String language) {
        var name = "👩🏽‍🚒 Wilhelmina ".repeat(12).strip();
        var alert = alert(name, true, false, null);
        var link = "https://m.example/i/t";
        for (var content :
                List.of(
                        raised(alert),
                        new Acknowledged(alert, name, 5, null, null),
                        new StillGoing(alert, null),
                        new Expiring(alert, PRESSED, null),
                        new Ended(alert, null),
                        new Letter("invitation", Map.of("person", name, "link", link)))) {
            for (boolean discreet : new boolean[] {false, true}) {
                var notice = wording.inFull(Samples.in(Locale.of(language), discreet, content));
                var subject = notice.subject();

                assertTrue(subject.codePointCount(0, subject.length()) <= 78, subject);
                assertTrue(subject.contains("👩🏽‍🚒 Wilhelm"), subject);
                assertTrue(subject.contains("…"), subject);
                assertTrue(notice.headline().contains(name), notice.headline());
            }
        }
        var subject =
                wording.inFull(Samples.in(Locale.of(language), false, raised(alert))).subject();
        assertTrue(subject.contains(Phrases.of(Locale.of(language)).say("kind.sos")), subject);
    }

    @Test
    void whatBelongsToALetterIsNotCutFromIt() {
        assertEquals("ab…", Facts.cut("ab👩🏽‍🚒cd", 4));
        assertEquals("Zoe\u0308…", Facts.cut("Zoe\u0308 Müller", 5));
        assertEquals("Zo…", Facts.cut("Zoe\u0308 Müller", 4));
    }

    @Test
    void aLateTriggerSaysWhenTheButtonWasPressed() {
        var late =
                at(
                        PRESSED.plus(Duration.ofHours(3)),
                        "a@b.c",
                        raised(alert("Dana", false, false, null)));

        assertTrue(text(wording.of(late)).contains("(pressed 3 h ago)"));
    }

    @Test
    void aDrillSaysSoInSubjectAndBody() {
        var notice = wording.of(to("a@b.c", raised(alert("Dana", true, false, null))));

        assertTrue(notice.subject().startsWith("DRILL: "));
        assertTrue(notice.banner().contains("drill"));
    }

    @ParameterizedTest
    @CsvSource({"true,false", "false,true", "true,true"})
    void nobodyIsAskedToCallWhoMustNotRing(boolean silent, boolean duress) {
        var notice =
                wording.of(to("a@b.c", raised(alert("Dana", false, silent, duress ? true : null))));

        assertTrue(notice.warning().startsWith("Do not call Dana"));
        assertFalse(text(notice).contains("+491701234567"));
    }

    @Test
    void withNoPlaceItSaysSo() {
        var content = new Raised(alert("Dana", false, false, null), null, null, true);
        var notice = wording.of(to("a@b.c", content));

        assertTrue(text(notice).contains("Where: not known yet"));
        assertEquals("Nobody answered: Dana needs help: SOS", notice.subject());
        assertNull(notice.action());
    }

    @ParameterizedTest
    @CsvSource({
        "RESOLVED,safe,they are safe",
        "RESOLVED,false-alarm,it was a false alarm",
        "RESOLVED,helped,help has arrived",
        "CANCELLED,,it was called off",
        "EXPIRED,,nothing was heard"
    })
    void theEndSaysWhy(String state, String reason, String words) {
        var notice = wording.of(to("a@b.c", new Ended(ended(state, reason), null)));

        assertTrue(notice.subject().startsWith("Dana's alert is over: " + words), notice.subject());
        assertFalse(notice.urgent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"email-verification", "password-reset", "channel-verification"})
    void aCodeIsInTheSubject(String purpose) {
        var notice = wording.of(to("a@b.c", new Letter(purpose, Map.of("code", "012345"))));

        assertTrue(notice.subject().contains("012345"));
        assertTrue(text(notice).contains("Hello Anna,"));
    }

    @Test
    void anInvitationLeadsToItsAnswer() {
        var notice =
                wording.of(
                        to(
                                "a@b.c",
                                new Letter(
                                        "invitation",
                                        Map.of(
                                                "person",
                                                "Dana",
                                                "link",
                                                "https://m.example/i/t",
                                                "contact",
                                                "Anna"))));

        assertEquals("https://m.example/i/t", notice.action().url());
        assertTrue(notice.subject().startsWith("Dana asks you"));
    }

    @Test
    void whatANameHoldsIsNotReadAsAPlaceholder() {
        var notice = wording.of(to("a@b.c", raised(alert("{kind} $1 \\", false, false, null))));

        assertEquals("{kind} $1 \\ needs help: SOS", notice.subject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "ar"})
    void whatOthersSeeOfADiscreetMessageSaysNothingOfAnEmergency(String language) {
        var alert = alert("Dana", false, true, null);
        var message = Samples.in(Locale.of(language), true, raised(alert));
        var phrases = Phrases.of(Locale.of(language));
        var seen = wording.of(message);
        var whole = wording.inFull(message);

        assertEquals(phrases.say("discreet.subject", "person", "Dana"), seen.subject());
        assertEquals(seen.subject(), seen.headline());
        assertEquals(phrases.say("discreet.do-not-call"), seen.warning());
        assertTrue(seen.lines().isEmpty());
        assertEquals(seen.subject(), whole.subject());
        assertEquals(seen.subject(), whole.opening());
        assertTrue(text(whole).contains("third floor"), text(whole));
    }

    private static AlertView ended(String state, String reason) {
        var alert = alert("Dana", false, false, null);
        return new AlertView(
                alert.id(),
                alert.clientAlertId(),
                alert.kind(),
                state,
                3,
                false,
                false,
                PRESSED,
                PRESSED,
                null,
                null,
                alert.person(),
                null,
                alert.acknowledgements(),
                alert.declined(),
                reason == null ? null : new Resolution(reason, Instant.EPOCH, By.SYSTEM),
                null);
    }

    private static String text(Notice notice) {
        return notice.lines().stream()
                .map(line ->
                        (line.label() == null ? "" : line.label() + ": ")
                                + line.text()
                                + " "
                                + line.refs())
                .collect(Collectors.joining("\n"));
    }
}
