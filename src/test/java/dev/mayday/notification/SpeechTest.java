package dev.mayday.notification;

import static dev.mayday.notification.Samples.PRESSED;
import static dev.mayday.notification.Samples.TOWER;
import static dev.mayday.notification.Samples.alert;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeechTest {
    private final Wording wording = Samples.wording();

    @Test
    void anAlertIsToldInShortSentences() {
        var spoken = wording.spoken(raised("en", false, Duration.ofHours(3), true, true));

        assertEquals(
                List.of(
                        "This is Mayday, with a message for Anna.",
                        "This is a drill. Nobody is in danger; please answer as if it were real.",
                        "Dana needs your help.",
                        "What it is about: SOS.",
                        "The alarm was raised 3 hours ago.",
                        "You will find the place in the message that we send you, and behind its link.",
                        "It was last known 3 hours ago, to within 10 metres.",
                        "They wrote: third floor.",
                        "Do not call Dana: a ringing phone may put them in danger."),
                spoken.sentences());
        assertEquals("Press 1 if you are going. Press 2 if you can't.", spoken.choice());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "ar"})
    void nothingIsSaidThatNobodyCanFollowByEar(String language) {
        var said =
                String.join(
                        " ",
                        wording.spoken(raised(language, false, Duration.ofHours(3), true, true))
                                .sentences());

        assertFalse(said.contains("48.85"), said);
        assertFalse(said.contains("http"), said);
        assertFalse(said.matches("(?s).*[\u2066-\u2069{}].*"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "ar"})
    void aDiscreetCallBeginsWithAskingForPrivacy(String language) {
        var spoken = wording.spoken(raised(language, true, Duration.ZERO, false, true));
        var phrases = Phrases.of(Locale.of(language));

        assertTrue(spoken.sentences().getFirst().contains("Dana"));
        assertFalse(spoken.sentences().getFirst().contains(phrases.say("kind.sos")));
        assertEquals(phrases.say("voice.discreet.opening"), spoken.opening());
        assertNull(
                wording.spoken(raised(language, false, Duration.ZERO, false, true)).opening(),
                "nobody else waits for a key");
    }

    @Test
    void aCodeIsReadDigitByDigitTwice() {
        var letter = new Letter("phone-verification", Map.of("code", "012345"));
        var spoken = wording.spoken(Samples.in(Locale.ENGLISH, false, letter));

        assertEquals(
                List.of("Your code is: 0, 1, 2, 3, 4, 5.", "Once more: 0, 1, 2, 3, 4, 5."),
                spoken.sentences().subList(2, 4));
        assertNull(spoken.choice());
    }

    @Test
    void anEndLeavesNothingToChoose() {
        var ended = new Ended(alert("Dana", false, true, null), null);
        var spoken = wording.spoken(Samples.in(Locale.ENGLISH, false, ended));

        assertNull(spoken.choice());
        assertFalse(String.join(" ", spoken.sentences()).contains("Do not call"));
    }

    private static Message raised(
            String language, boolean discreet, Duration late, boolean drill, boolean silent) {
        var alert = alert("Dana", drill, silent, null);
        return Samples.in(
                Locale.of(language),
                discreet,
                PRESSED.plus(late),
                "+4915112345678",
                new Raised(alert, TOWER, null, false));
    }
}
