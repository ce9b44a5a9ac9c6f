package dev.mayday.alert.cap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.alert.Trigger;
import dev.mayday.local.XmlFile;
import dev.mayday.location.Fix;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A test for each rule of CAP 1.2 that a message of ours touches. */
class CapMessageTest {
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d[-+]\\d\\d:\\d\\d";

    /** The elements of alert and info in the order in which the schema's sequence has them. */
    private static final List<String> ALERT =
            List.of(
                    "identifier",
                    "sender",
                    "sent",
                    "status",
                    "msgType",
                    "source",
                    "scope",
                    "restriction",
                    "addresses",
                    "code",
                    "note",
                    "references",
                    "incidents",
                    "info");

    private static final List<String> INFO =
            List.of(
                    "language",
                    "category",
                    "event",
                    "responseType",
                    "urgency",
                    "severity",
                    "certainty",
                    "audience",
                    "eventCode",
                    "effective",
                    "onset",
                    "expires",
                    "senderName",
                    "headline",
                    "description",
                    "instruction",
                    "web",
                    "contact",
                    "parameter",
                    "resource",
                    "area");

    private final CapStory story = new CapStory();

    @Test
    void itsNamespaceIsThatOfTheStandard() {
        assertEquals("urn:oasis:names:tc:emergency:cap:1.2", story.active().namespace());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PENDING", "ACTIVE", "ACKNOWLEDGED", "CANCELLED", "RESOLVED", "EXPIRED"})
    void elementsAreInTheOrderOfTheSchemaAndOnlyThere(String state) {
        var cap = story.message(state, true);

        assertOrder(ALERT, cap.names("/alert/*"));
        assertOrder(INFO, cap.names("/alert/info/*"));
        assertEquals(List.of("areaDesc", "circle"), cap.names("/alert/info/area/*"));
    }

    private static void assertOrder(List<String> order, List<String> names) {
        assertTrue(order.containsAll(names), names::toString);
        assertEquals(
                names.stream().sorted((a, b) -> order.indexOf(a) - order.indexOf(b)).toList(),
                names);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyWordIsOneOfTheStandardsLists(String anyKind) {
        story.kind = anyKind;
        for (var state :
                List.of("PENDING", "ACTIVE", "ACKNOWLEDGED", "CANCELLED", "RESOLVED", "EXPIRED")) {
            var cap = story.message(state, true);
            assertIn(
                    cap,
                    "category",
                    "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other");
            assertIn(
                    cap,
                    "responseType",
                    "Shelter Evacuate Prepare Execute Avoid Monitor Assess AllClear None");
            assertIn(cap, "urgency", "Immediate Expected Future Past Unknown");
            assertIn(cap, "severity", "Extreme Severe Moderate Minor Unknown");
            assertIn(cap, "certainty", "Observed Likely Possible Unlikely Unknown");
            assertFalse(cap.text("//event").isBlank());
            assertEquals(anyKind, cap.text("//eventCode/value"));
        }
    }

    private static void assertIn(XmlFile cap, String element, String words) {
        assertTrue(Set.of(words.split(" ")).contains(cap.text("//info/" + element)), element);
    }

    static Set<String> kinds() {
        return Trigger.KINDS;
    }

    @ParameterizedTest
    @CsvSource({
        "sos,Safety",
        "medical,Health",
        "fire,Fire",
        "assault,Security",
        "accident,Rescue",
        "fall,Health",
        "checkin-missed,Safety",
        "other,Other"
    })
    void theCategoryIsThatOfTheKind(String anyKind, String category) {
        story.kind = anyKind;
        assertEquals(category, story.active().text("//category"));
    }

    @Test
    void timesAreToTheSecondWithANumericOffsetAndUtcIsMinusZero() {
        var cap = story.active();

        assertEquals("2026-03-01T10:00:00-00:00", cap.text("/alert/sent"));
        assertEquals("2026-03-01T10:00:00-00:00", cap.text("//onset"));
        assertEquals("2026-03-02T10:00:00-00:00", cap.text("//expires"));
        for (var time : List.of("/alert/sent", "//onset", "//expires")) {
            assertTrue(cap.text(time).matches(TIME), time);
        }
    }

    @Test
    void identifierSenderAndAddressesHoldNothingThatSeparatesThem() {
        for (var element : List.of("identifier", "sender", "addresses")) {
            assertTrue(story.active().text("/alert/" + element).matches("[^\\s,<&]+"), element);
        }
        assertEquals("mayday@help.example.org", story.active().text("/alert/sender"));
    }

    @Test
    void aDrillIsAnExerciseAndSaysWhatItIsFor() {
        assertEquals("Actual", story.active().text("/alert/status"));
        story.drill = true;
        assertEquals("Exercise", story.active().text("/alert/status"));
        assertEquals("This is a drill.", story.active().text("/alert/note"));
        assertTrue(story.active().text("//headline").startsWith("Drill: "));
    }

    @Test
    void itIsPrivateAndSoSaysForWhom() {
        assertEquals("Private", story.active().text("/alert/scope"));
        assertFalse(story.active().text("/alert/addresses").isBlank());
        assertEquals(
                List.of(),
                story.active().names("/alert/restriction"),
                "that is for Restricted alone");
    }

    @Test
    void theFirstMessageIsAnAlertAndRefersToNone() {
        assertEquals("Alert", story.active().text("/alert/msgType"));
        assertEquals(List.of(), story.active().names("/alert/references"));
    }

    @Test
    void anUpdateRefersToAllBeforeItAsTheyWereSent() {
        var first = story.active();
        var update = story.message("ACKNOWLEDGED", false);

        assertEquals("Update", update.text("/alert/msgType"));
        assertEquals(
                "%s,%s,%s"
                        .formatted(
                                first.text("/alert/sender"),
                                first.text("/alert/identifier"),
                                first.text("/alert/sent")),
                update.text("/alert/references"));
        assertFalse(first.text("/alert/identifier").equals(update.text("/alert/identifier")));
        assertEquals(
                2, story.message("RESOLVED", false).text("/alert/references").split(" ").length);
    }

    @ParameterizedTest
    @CsvSource({"CANCELLED,AllClear,Past", "RESOLVED,AllClear,Past", "EXPIRED,None,Past"})
    void anEndCancelsWhatWasSaid(String state, String responseType, String urgency) {
        var cap = story.message(state, false);

        assertEquals("Cancel", cap.text("/alert/msgType"));
        assertFalse(cap.text("/alert/references").isBlank());
        assertEquals(responseType, cap.text("//responseType"));
        assertEquals(urgency, cap.text("//urgency"));
    }

    @Test
    void aGuardiansFirstMessageIsThatItIsActive() {
        var entries =
                List.of(
                        CapStory.entry(1, "PENDING", 0),
                        CapStory.entry(1, null, 2),
                        CapStory.entry(2, "ACTIVE", 10));

        var guardian =
                XmlFile.of(
                        CapMessage.of(
                                        story.view("ACTIVE", 2),
                                        entries,
                                        false,
                                        "x",
                                        Duration.ofHours(1))
                                .xml());
        var owner =
                XmlFile.of(
                        CapMessage.of(
                                        story.view("ACTIVE", 2),
                                        entries,
                                        true,
                                        "x",
                                        Duration.ofHours(1))
                                .xml());

        assertEquals("Alert", guardian.text("/alert/msgType"));
        assertEquals("Update", owner.text("/alert/msgType"));
        assertFalse(
                guardian.text("/alert/identifier").equals(owner.text("/alert/identifier")),
                "two messages, two identifiers");
        assertFalse(guardian.text("/alert/addresses").equals(owner.text("/alert/addresses")));
    }

    @Test
    void theAreaIsACircleOfLatitudeLongitudeAndKilometres() {
        assertEquals(
                "48.8584,2.2945 0.009",
                story.active().text("//circle"),
                "8.5 m, never less than it is");
        assertEquals("Within 9 m of where the phone last was", story.active().text("//areaDesc"));
        assertEquals(
                "0.0000123,-0.5 0",
                circle(0.0000123, -0.5, null),
                "no exponent; 0 km where it is not known");
        assertEquals("-46,14 90", circle(-46, 14, 90_000.0));
    }

    @Test
    void whereNoPlaceIsKnownThereIsNoArea() {
        assertEquals(List.of(), XmlFile.of(at(null)).names("//area"));
    }

    private String circle(double lat, double lon, @Nullable Double accuracy) {
        return XmlFile.of(
                        at(
                                new Fix(
                                        null,
                                        CapStory.RAISED,
                                        lat,
                                        lon,
                                        accuracy,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null)))
                .text("//circle");
    }

    private String at(@Nullable Fix place) {
        return CapMessage.of(story.view("ACTIVE", 1), List.of(), false, "x", Duration.ofHours(1))
                .at(place)
                .xml();
    }

    @Test
    void whoMustNotBeCalledIsNotACallAway() {
        assertEquals("+12025550123", story.active().text("//contact"));
        story.silent = true;
        assertQuiet();
        story.silent = false;
        story.duress = true;
        assertQuiet();
        assertEquals(
                "true", story.active().text("//parameter[valueName='urn:mayday:duress']/value"));
    }

    private void assertQuiet() {
        assertEquals(List.of(), story.active().names("//contact"));
        assertTrue(story.active().text("//instruction").contains("Do not call this person"));
    }

    @Test
    void aHeadlineIsShortWhateverTheName() {
        story.name = "😀".repeat(100);
        var headline = story.active().text("//headline");

        assertTrue(headline.length() <= 160, headline);
        assertTrue(headline.endsWith("😀…"), "no half of a character");
    }

    @Test
    void whateverPeopleWroteItIsWellFormed() {
        story.note = "]]> <b>&\u0000\ud800 \"quoted\"\r\n😀";
        assertEquals("]]> <b>&\ufffd\ufffd \"quoted\"\r\n😀", story.active().text("//description"));
        story.note = null;
        assertEquals(List.of(), story.active().names("//description"), "what is missing is absent");
    }
}
