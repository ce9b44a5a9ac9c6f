package dev.mayday.notification.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Calls.Script;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What we answer is XML as the provider reads it. */
class TwimlTest {
    private static final String ACTION = "https://mayday.example/key?a=1&b=2";

    @Test
    void aChoiceIsSaidThreeTimesAndEachWaitsForOneKey() throws Exception {
        var twiml = read(Twiml.begin(script("Press 1.", "Dana needs help.", "In Paris."), ACTION));

        var gathers = twiml.getElementsByTagName("Gather");
        assertEquals(3, gathers.getLength());
        for (int i = 0; i < 3; i++) {
            var fields = gathers.item(i).getAttributes();
            assertEquals("1", fields.getNamedItem("numDigits").getNodeValue());
            assertEquals(ACTION, fields.getNamedItem("action").getNodeValue());
            assertEquals("Dana needs help. In Paris. Press 1.", gathers.item(i).getTextContent());
        }
    }

    @Test
    void withoutAChoiceNoKeyIsTaken() throws Exception {
        var first = read(Twiml.begin(script(null, "It is over."), ACTION));
        assertEquals(0, first.getElementsByTagName("Gather").getLength());
        assertEquals(3, first.getElementsByTagName("Say").getLength());
        var afterKey = read(Twiml.goOn(script(null, "Thank you."), ACTION));
        assertEquals(1, afterKey.getElementsByTagName("Say").getLength());
    }

    @Test
    void afterAWrongKeyTheChoiceAloneIsRepeated() throws Exception {
        var twiml = read(Twiml.goOn(script("Press 1.", "Dana needs help."), ACTION));
        assertEquals("Press 1.", twiml.getElementsByTagName("Say").item(0).getTextContent());
    }

    @Test
    void otherPeoplesWordsStayWords() throws Exception {
        var note = "</Say><Dial>+49</Dial>\u0000\u001b\ud800 \"&amp;' 🆘 ]]>";
        var twiml = read(Twiml.begin(script(null, note), ACTION));

        assertEquals(0, twiml.getElementsByTagName("Dial").getLength());
        assertEquals(
                "</Say><Dial>+49</Dial> \"&amp;' 🆘 ]]>",
                twiml.getElementsByTagName("Say").item(0).getTextContent());
    }

    @Test
    void aLongNoteDoesNotPushTheChoiceOut() throws Exception {
        var twiml = read(Twiml.begin(script("Press 1.", "🆘".repeat(5_000)), ACTION));
        var said = twiml.getElementsByTagName("Say").item(0).getTextContent();
        assertTrue(said.length() <= 4_096 && said.endsWith("🆘 Press 1."));
    }

    @ParameterizedTest
    @CsvSource({"en, en-US", "de, de-DE", "fr, fr-FR", "es, es-ES", "ar, arb", "tlh, en-US"})
    void theVoiceSpeaksTheLanguageOfTheWords(String language, String voice) throws Exception {
        var script = new Script(Locale.of(language), List.of("x"), null);
        var say = read(Twiml.begin(script, ACTION)).getElementsByTagName("Say").item(0);
        assertEquals(voice, say.getAttributes().getNamedItem("language").getNodeValue());
    }

    @Test
    void nothingToSayIsStillAnAnswer() throws Exception {
        assertFalse(read(Twiml.nothing()).getDocumentElement().hasChildNodes());
        assertEquals(1, read(Twiml.hangUp()).getElementsByTagName("Hangup").getLength());
    }

    private static Script script(String choice, String... sentences) {
        return new Script(Locale.ENGLISH, List.of(sentences), choice);
    }

    private static Document read(String twiml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(twiml)));
    }
}
