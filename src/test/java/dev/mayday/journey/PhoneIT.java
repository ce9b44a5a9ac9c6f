package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Fix;
import dev.mayday.local.Message;
import dev.mayday.local.Press;
import dev.mayday.local.Socket;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a phone is asked for, by what its owner shares; and what is said of one that says nothing.
 */
class PhoneIT {

    private static Trial trial;

    @BeforeAll
    static void start() {
        trial = Trial.start();
    }

    @AfterAll
    static void stop() {
        trial.close();
    }

    @Test
    void aPhoneIsAskedForPlacesByWhatIsShared() {
        var pair = Pair.meet(trial);
        var phone = pair.anna().another();
        var sharing = pair.anna().bearer().post("/v1/sharings", "minutes", 10).ok();
        assertEquals(sharing.path("endsAt").asText(), asked(phone, 1, 15).text("until"));

        var alert = pair.anna().presses(Press.sos().pressedAt(trial.now())).alertId();
        var urgent = asked(phone, 2, 5);
        assertTrue(until(urgent).isAfter(trial.now().plus(ofMinutes(30))), urgent::toString);

        pair.anna().resolves(alert, null).ok();
        assertEquals(sharing.path("endsAt").asText(), asked(phone, 3, 15).text("until"));

        var id = sharing.path("id").asText();
        var longer = pair.anna().bearer().post("/v1/sharings/" + id + "/extend", "minutes", 5).ok();
        assertEquals(longer.path("endsAt").asText(), asked(phone, 4, 15).text("until"));

        pair.anna().bearer().delete("/v1/sharings/" + id).ok();
        assertTrue(!until(asked(phone, 5, 15)).isAfter(trial.now()), "no longer");
        phone.close();
    }

    @Test
    void aPhoneThatConnectsIsAskedForWhatIsSharedAlready() {
        var pair = Pair.meet(trial);
        pair.shares(10);
        asked(pair.anna().another(), 1, 15);
        pair.anna().presses(Press.sos().pressedAt(trial.now()));
        asked(pair.anna().another(), 1, 5);
    }

    @Test
    void whatHasNoEndIsAskedForAgainBeforeItsTimeIsOver() {
        var pair = Pair.meet(trial);
        pair.anna().presses(Press.sos().pressedAt(trial.now()));
        var phone = pair.anna().another();
        var first = asked(phone, 1, 5);
        trial.passes(ofMinutes(31));
        assertTrue(until(asked(phone, 2, 5)).isAfter(until(first)));
    }

    @Test
    void aLowBatteryIsAskedHalfAsOften() {
        var pair = Pair.meet(trial);
        pair.shares(10);
        var anna = pair.anna().connect();
        anna.hears("a request", one -> isRequest(one, 15));
        pair.step(trial.now(), 15);
        pair.arrives();
        anna.hears("a slower one", one -> isRequest(one, 30));
        pair.step(trial.now().minusSeconds(5), 80); // came late: it is older
        pair.arrives();
        pair.anna().presses(Press.sos().pressedAt(trial.now()));
        anna.hears("a faster one", one -> isRequest(one, 10));
        pair.step(trial.now(), 80);
        pair.arrives();
        anna.hears("as fast as can be", one -> isRequest(one, 5));
    }

    /** Whoever stands beside the owner reads the phone, too. */
    @Test
    void afterEitherPinAPhoneIsAskedTheSame() {
        var heard =
                List.of("1234", "9999").stream()
                        .map(pin -> {
                            var pair = Pair.meet(trial);
                            pair.anna().account().setPins("1234", "9999");
                            var alert =
                                    pair.anna()
                                            .presses(Press.sos().pressedAt(trial.now()))
                                            .alertId();
                            var phone = pair.anna().another();
                            asked(phone, 1, 5);
                            var before = trial.now();
                            pair.anna().resolves(alert, pin).ok();
                            var until = until(asked(phone, 2, 5));
                            assertTrue(
                                    !until.isBefore(before.plus(ofMinutes(10))), until::toString);
                            assertTrue(
                                    !until.isAfter(trial.now().plus(ofMinutes(10))),
                                    until::toString);
                            return requests(phone).size();
                        })
                        .toList();
        assertEquals(heard.getFirst(), heard.getLast());
    }

    @Test
    void aPhoneThatFallsSilentIsSaidOnceAndThatItIsBack() {
        var quiet = Pair.meet(trial);
        var noPlace = quiet.anna().presses(Press.sos().pressedAt(trial.now())).alertId();
        var pair = Pair.meet(trial);
        var alert = pair.anna().presses(Press.sos().pressedAt(trial.now())).alertId();
        var following = pair.ben().follows(alert);
        pair.walks(1);
        pair.arrives();
        pair.isRecorded(alert, 1);
        trial.passes(ofSeconds(16));
        following.hears("silence", one -> isEntry(one, "location-silent"));
        pair.walks(1);
        pair.arrives();
        following.hears("it is back", one -> isEntry(one, "location-back"));
        pair.step(trial.now(), 12);
        pair.arrives();
        following.hears("its battery", one -> isEntry(one, "battery-low"));
        trial.passes(ofSeconds(31));
        Awaitility.await("silence again")
                .atMost(PATIENCE)
                .until(() -> said(pair, alert).size() == 4);
        assertEquals(
                List.of("location-silent", "location-back", "battery-low", "location-silent"),
                said(pair, alert));
        assertEquals(List.of(), said(quiet, noPlace), "it has not fallen silent");
        following.close();
    }

    @Test
    void ofManyThatFallSilentAtOnceEachIsSaidOnce() {
        var pair = Pair.meet(trial);
        var alerts = new HashSet<String>();
        for (int i = 0; i < 120; i++) {
            alerts.add(
                    pair.anna()
                            .presses(
                                    Press.sos()
                                            .pressedAt(trial.now())
                                            .from(Fix.at(48.8584, 2.2945)))
                            .alertId());
        }
        trial.passes(ofSeconds(16));
        Awaitility.await("each is said to be silent")
                .atMost(PATIENCE)
                .until(() -> silent(alerts) >= alerts.size());
        assertEquals(List.of("location-silent"), said(pair, alerts.iterator().next()));
        assertEquals(alerts.size(), silent(alerts), "each once");
    }

    private static long silent(Set<String> alerts) {
        return trial.database()
                .number(
                        "SELECT count(*) FROM timeline WHERE type = 'location-silent' AND alert_id IN ('"
                                + String.join("','", alerts)
                                + "')");
    }

    @Test
    void underDuressItsOwnerIsNotToldThatAPhoneFellSilent() {
        var owned =
                List.of("1234", "9999").stream()
                        .map(pin -> {
                            var pair = Pair.meet(trial);
                            pair.anna().account().setPins("1234", "9999");
                            var alert =
                                    pair.anna()
                                            .presses(Press.sos().pressedAt(trial.now()))
                                            .alertId();
                            pair.walks(1);
                            pair.arrives();
                            pair.isRecorded(alert, 1);
                            var following = pair.ben().follows(alert);
                            pair.anna().resolves(alert, pin).ok();
                            trial.passes(ofSeconds(31));
                            if (pin.equals("9999")) {
                                following.hears("silence", one -> isEntry(one, "location-silent"));
                            }
                            return types(pair, alert);
                        })
                        .toList();
        assertEquals(owned.getFirst(), owned.getLast());
    }

    private static boolean isEntry(Message message, String type) {
        return message.body().path("entry").path("type").asText().equals(type);
    }

    /** What the timeline says of the phone. */
    private static List<String> said(Pair pair, String alert) {
        return types(pair, alert).stream()
                .filter(type -> type.startsWith("location-") || type.startsWith("battery-"))
                .toList();
    }

    private static List<String> types(Pair pair, String alert) {
        return pair.anna().bearer().list("/v1/alerts/" + alert + "/timeline").stream()
                .map(entry -> entry.path("type").asText())
                .toList();
    }

    /** The request of that number, which asks for a place so often. */
    private static Message asked(Socket phone, int number, int interval) {
        phone.heard()
                .await(
                        "request " + number + ", every " + interval + " s",
                        one -> {
                            var requests = requests(phone);
                            return requests.size() >= number
                                    && isRequest(requests.get(number - 1), interval);
                        },
                        PATIENCE);
        return requests(phone).get(number - 1);
    }

    private static List<Message> requests(Socket phone) {
        return phone.heard().all().stream()
                .filter(one -> one.type().equals("device.request"))
                .toList();
    }

    private static boolean isRequest(Message message, int interval) {
        return message.type().equals("device.request")
                && message.body().path("interval").asInt() == interval;
    }

    private static Instant until(Message request) {
        return Instant.parse(request.text("until"));
    }
}
