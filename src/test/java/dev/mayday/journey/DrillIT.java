package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Inbox.Letter;
import dev.mayday.local.Json;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A drill goes the whole way, and then says how it went. */
class DrillIT {
    private static final String PIN = "1234";
    private static final String DURESS = "9999";
    private static House house;

    private final Phone anna = house.mayday().phone("Anna");

    @BeforeAll
    static void open() {
        house = House.open(Broker.shared(), plan -> plan);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void itsOwnerIsToldWhoWasToldHowFastAndWhoAnswered() {
        confirmed(anna);
        var ben = house.mayday().guardian("Ben").of(anna);
        var carl = house.mayday().guardian("Carl");
        carl.contactOf(anna, 1);
        var dora = house.mayday().guardian("Dora").of(anna);
        demote("Dora");
        var alert = drill();
        var mail = ben.isTold();
        assertTrue(mail.subject().startsWith("DRILL: "), mail.subject());
        ben.acknowledges(alert, "coming", 6).ok();
        ready(alert, "SENT");
        anna.resolves(alert, null).ok();

        var letter = report(anna);
        assertEquals("Your drill: 1 of 3 contacts were told", letter.subject());
        assertTrue(letter.body().contains("Ben: told by e-mail after "), letter.body());
        assertTrue(letter.body().contains("Ben said to be going, after "), letter.body());
        assertTrue(
                letter.body().contains("Carl: not told, because no address of theirs is confirmed"),
                letter.body());
        var report = read(anna, alert);
        assertTrue(report.get("drill").asBoolean());
        assertFalse(report.get("reachedAll").asBoolean());
        var told = report.get("told");
        assertEquals(1, told.size());
        assertEquals("Ben", told.get(0).get("contactName").asText());
        assertEquals("email", told.get(0).get("channel").asText());
        assertEquals("acknowledged", told.get(0).get("answered").asText());
        assertTrue(
                told.get(0).get("toldAfterSeconds").asDouble()
                        <= told.get(0).get("answeredAfterSeconds").asDouble(),
                report::toString);
        assertEquals(List.of("Carl no-verified-channel", "Dora not-asked"), missed(report));
        assertEquals(List.of(), carl.mails());
        assertEquals(List.of(), dora.mails());
        assertEquals(1, reports(anna).size());
    }

    @Test
    void onceEverybodyHasAnsweredThereIsNothingToWaitFor() {
        confirmed(anna);
        var ben = house.mayday().guardian("Ben").of(anna);
        var alert = drill();
        ben.isTold();
        ben.bearer().post("/v1/alerts/" + alert + "/decline", "note", "I'm abroad").ok();

        assertEquals("Your drill: 1 of 1 contacts were told", report(anna).subject());
        var report = read(anna, alert);
        assertTrue(report.get("reachedAll").asBoolean());
        assertEquals("declined", report.get("told").get(0).get("answered").asText());
        assertEquals("ACTIVE", report.get("state").asText());
    }

    @Test
    void aDrillThatNobodyEndsIsReportedAfterAQuarterOfAnHour() {
        confirmed(anna);
        var ben = house.mayday().guardian("Ben").of(anna);
        drill();
        ben.isTold();
        assertEquals(List.of(), reports(anna));
        house.passes(Duration.ofMinutes(15).plusSeconds(5));

        report(anna);
    }

    @Test
    void anAddressThatIsNotConfirmedIsSentNoReport() {
        house.mayday().guardian("Ben").of(anna);
        var alert = drill();
        ready(alert, "SENT");
        anna.resolves(alert, null).ok();
        Awaitility.await().atMost(PATIENCE).until(() -> noTimer(alert));

        assertEquals(List.of(), reports(anna));
        assertTrue(read(anna, alert).get("reachedAll").asBoolean());
    }

    @Test
    void aDuressPinMakesNoDifference() {
        var reports = new ArrayList<String>();
        var letters = new ArrayList<String>();
        for (var pin : List.of(PIN, DURESS)) {
            var phone = house.mayday().phone("Anna");
            confirmed(phone);
            phone.account().setPins(PIN, DURESS);
            var ben = house.mayday().guardian("Ben").of(phone);
            var carl = house.mayday().guardian("Carl").of(phone);
            var alert = phone.presses(drillPress()).alertId();
            ben.isTold();
            carl.isTold();
            ready(alert, "SENT");
            phone.resolves(alert, pin).ok();
            remove(phone, "Carl");
            if (pin.equals(DURESS)) {
                carl.acknowledges(alert, "coming", 6).ok();
            }
            letters.add(masked(report(phone).body()));
            reports.add(masked(read(phone, alert).toString()));
        }

        assertEquals(reports.getFirst(), reports.getLast());
        assertEquals(letters.getFirst(), letters.getLast());
    }

    @Test
    void nobodyElseReadsTheReport() {
        var ben = house.mayday().guardian("Ben").of(anna);
        var alert = drill();
        var letter = ben.isTold();
        var path = "/v1/alerts/" + alert + "/report";

        assertEquals(403, ben.bearer().get(path).status());
        assertEquals(403, ben.opens(letter).get(path).status());
        assertEquals(404, house.mayday().phone("Eve").bearer().get(path).status());
    }

    private static Press drillPress() {
        var press = Press.sos();
        return new Press(
                press.clientAlertId(),
                press.kind(),
                0,
                true,
                press.note(),
                press.at(),
                press.place());
    }

    private String drill() {
        return anna.presses(drillPress()).alertId();
    }

    private static void confirmed(Phone phone) {
        house.database()
                .execute(
                        "UPDATE person SET email_verified_at = mayday_now() WHERE email = '"
                                + phone.account().email()
                                + "'");
    }

    private void demote(String name) {
        anna.bearer().list("/v1/contacts").stream()
                .filter(contact -> contact.get("name").asText().equals(name))
                .forEach(contact ->
                        house.database()
                                .execute(
                                        "UPDATE contact SET tier = 2 WHERE id = '"
                                                + contact.get("id").asText()
                                                + "'"));
    }

    private static void remove(Phone phone, String name) {
        phone.bearer().list("/v1/contacts").stream()
                .filter(contact -> contact.get("name").asText().equals(name))
                .forEach(contact ->
                        phone.bearer().delete("/v1/contacts/" + contact.get("id").asText()).ok());
    }

    /** Every message that was made has come to this state. */
    private static void ready(String alert, String state) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        house.database()
                                        .number(
                                                "SELECT count(*) FILTER (WHERE state = '"
                                                        + state
                                                        + "') - count(*) FILTER (WHERE state <> '"
                                                        + state
                                                        + "') FROM delivery WHERE alert_id = '"
                                                        + alert
                                                        + "' AND purpose = 'alert-raised'")
                                > 0);
    }

    private static boolean noTimer(String alert) {
        return house.database()
                        .number("SELECT count(*) FROM timer WHERE alert_id = '" + alert + "'")
                == 0;
    }

    private static JsonNode read(Phone phone, String alert) {
        return phone.bearer().get("/v1/alerts/" + alert + "/report").ok();
    }

    private static List<String> missed(JsonNode report) {
        return report.get("missed")
                .valueStream()
                .map(one -> one.get("contactName").asText() + " " + one.get("why").asText())
                .toList();
    }

    private static List<Letter> reports(Phone phone) {
        return house.mayday().inbox().of(phone.account().email()).stream()
                .filter(letter -> letter.subject().startsWith("Your drill"))
                .toList();
    }

    private static Letter report(Phone phone) {
        return house.mayday()
                .inbox()
                .await(
                        phone.account().email(),
                        "the report",
                        letter -> letter.subject().startsWith("Your drill"),
                        PATIENCE);
    }

    private static String masked(String text) {
        return Json.object("text", text)
                .toString()
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "<id>")
                .replaceAll("20[0-9]{2}-[0-9T:.-]+Z", "<time>")
                .replaceAll("AfterSeconds[^0-9]*[0-9.]+", "<seconds>")
                .replaceAll("after [0-9]+ s", "after <seconds>");
    }
}
