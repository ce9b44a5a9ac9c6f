package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Reply.Place;
import dev.mayday.notification.Reply.Sos;
import dev.mayday.notification.ReplyWords.Meaning;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people mean. */
class ReplyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OK", "ok", " Ok. ", "O.K.", "1", "1.", "١", "YES", "yes!", "Yes, ok", "OK OK",
                "ｏｋ", "\"OK\""
            })
    void theseSayThatTheyAreGoing(String text) {
        assertInstanceOf(Reply.Going.class, Reply.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "NO", "no.", "No no!"})
    void theseSayThatTheyCanNot(String text) {
        assertInstanceOf(Reply.Cannot.class, Reply.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "STOP",
                "stop",
                "Stop!",
                "STOPALL",
                "Stop all",
                "UNSUBSCRIBE",
                "CANCEL",
                "END",
                "QUIT"
            })
    void theseWantNothingMore(String text) {
        assertInstanceOf(Reply.Stop.class, Reply.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"START", "unstop"})
    void theseWantItAgain(String text) {
        assertInstanceOf(Reply.Start.class, Reply.read(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "...",
                "👍",
                "ok who is this?",
                "yes but tomorrow",
                "1 2",
                "12",
                "YES NO",
                "don't stop",
                "not OK",
                "SOSO",
                "what is SOS"
            })
    void anythingElseIsLeftAside(String text) {
        assertInstanceOf(Reply.Unknown.class, Reply.read(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    SOS|||
                    sos!|||
                    S.O.S.|||
                    SOS 48.8584,2.2945|48.8584|2.2945|
                    SOS 48.8584, 2.2945 broken leg|48.8584|2.2945|broken leg
                    SOS: -33.8568 151.2153, at the opera|-33.8568|151.2153|at the opera
                    SOS geo:48.85,2.29|48.85|2.29|
                    SOS 48,8584 2,2945 Bein gebrochen|48.8584|2.2945|Bein gebrochen
                    SOS 48,2 help|48|2|help
                    SOS 48,2|48|2|
                    sos help me|||help me
                    SOS 2 people hurt|||2 people hurt
                    SOS 2, 3 people hurt|||2, 3 people hurt
                    SOS 91.0,2.0 north of it|||91.0,2.0 north of it
                    SOS 48.1,181.5|||48.1,181.5
                    """)
    void aCallForHelpMayHaveAPlaceAndWords(String text, Double lat, Double lon, String words) {
        var place = lat == null ? null : new Place(lat, lon);
        assertEquals(new Sos(place, words), Reply.read(text));
    }

    @Test
    void noWordMeansTwoThings() {
        var all = List.of(Meaning.YES, Meaning.NO, Meaning.STOP, Meaning.START);
        var seen = new HashSet<String>();
        for (var meaning : all) {
            assertTrue(!ReplyWords.of(meaning).isEmpty(), meaning.name());
            ReplyWords.of(meaning).forEach(word -> assertTrue(seen.add(word), word));
        }
    }
}
