package dev.mayday.notification;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who never said that they want messages is not flooded; who needs help is not refused. */
class LimitIT {
    private static final int MOST = 5;
    private static House house;
    private static Story story;

    private final String mail = UUID.randomUUID() + "@example.org";
    private final UUID dana = story.person("Dana");
    private final UUID anna = story.contact(dana, "Anna", 1);
    private final List<String> told = new ArrayList<>();

    @BeforeAll
    static void open() {
        house =
                House.open(
                        Broker.shared(),
                        plan ->
                                plan.with("MAYDAY_LIMIT_LOCALLY", "true")
                                        .with("MAYDAY_LIMIT_MESSAGES_TO_UNVERIFIED", "" + MOST)
                                        .with("MAYDAY_ALERT_LIMITED_LOCALLY", "true")
                                        .with("MAYDAY_ALERT_AN_HOUR", "3"));
        story = new Story(house.database());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void anAddressThatNeverConfirmedIsSentSoManyAnHourAndNoMore() {
        var email = story.email(anna, mail);
        exhaust(email);
        var limited = story.alert(dana);
        isHeldBack(email);
        story.resolved(limited);
        assertEquals(
                List.of("limit rejected"),
                story.texts(
                        "SELECT DISTINCT provider || ' ' || outcome FROM attempt t JOIN delivery d ON d.id = t.delivery_id WHERE d.alert_id = ?",
                        limited));
        assertEquals(2 * MOST, house.sandbox().messagesTo(mail).size());
        house.passes(Duration.ofMinutes(61));

        story.alert(dana);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> story.by(email).getLast().equals("alert-raised SENT"));
    }

    @Test
    void aConfirmedAddressIsNeverLimited() {
        var email = story.email(anna, mail);
        house.database()
                .execute("UPDATE channel SET state = 'verified' WHERE id = '" + email + "'");
        exhaust(email);
        story.alert(dana);

        tells(email, "alert-raised SENT");
    }

    @Test
    void aFirstAlertIsToldWhateverOthersHaveSentThere() {
        exhaust(story.email(anna, mail));
        told.clear();
        var emil = story.person("Emil");
        var email = story.email(story.contact(emil, "Anna", 1), mail.toUpperCase());
        var first = story.alert(emil);
        tells(email, "alert-raised SENT");
        story.resolved(first);
        tells(email, "alert-ended SENT");

        story.alert(emil);
        isHeldBack(email);
    }

    @Test
    void aStepWhoseMessagesAreAllHeldBackGoesOnAtOnce() {
        exhaust(story.email(anna, mail));
        var ben = story.email(story.contact(dana, "Ben", 2), "ben-" + mail);
        story.alert(dana);

        story.becomes(ben, "alert-raised SENT"); // two minutes before its turn
    }

    @Test
    void tooManyAlertsAreRaisedAndTellUnconfirmedAddressesNoMore() {
        var phone = house.mayday().phone("Pia");
        var ben = house.mayday().guardian("Ben").of(phone);
        var carl = house.mayday().guardian("Carl");
        carl.contactOf(phone, 1);
        var first = phone.presses(Press.sos());
        var others = List.of(phone.presses(Press.sos()), phone.presses(Press.sos()));
        ben.isTold();
        carl.isTold();
        assertEquals(List.of(), first.warnings());
        assertEquals(List.of(), others.getLast().warnings());

        var press = Press.sos();
        var more = phone.presses(press);
        assertEquals("ACTIVE", more.state());
        assertEquals(List.of("too-many-alerts"), more.warnings());
        assertEquals(more.alertId(), phone.presses(press).alertId());
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertEquals(
                                List.of("Ben SENT", "Carl SUPPRESSED"),
                                deliveries(more.alertId())));

        for (var alert : List.of(first, others.getFirst(), others.getLast(), more)) {
            phone.resolves(alert.alertId(), null).ok();
        }
        var again = phone.presses(Press.sos());
        assertEquals(List.of(), again.warnings());
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertEquals(
                                List.of("Ben SENT", "Carl SENT"), deliveries(again.alertId())));
        assertTrue(more.alertId().compareTo(again.alertId()) < 0);
    }

    private static List<String> deliveries(String alert) {
        return story.texts(
                "SELECT contact_name || ' ' || state FROM delivery WHERE alert_id = ? ORDER BY contact_name",
                UUID.fromString(alert));
    }

    /** As many alerts as there may be messages, each told and ended. */
    private void exhaust(UUID email) {
        for (int i = 0; i < MOST; i++) {
            var alert = story.alert(dana);
            tells(email, "alert-raised SENT");
            story.resolved(alert);
            tells(email, "alert-ended SENT");
        }
    }

    /** At its step, and as often as it is its turn again. */
    private void isHeldBack(UUID email) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> story.by(email).getLast().equals("alert-raised SUPPRESSED"));
        var since = story.by(email).subList(told.size(), story.by(email).size());
        assertEquals(List.of("alert-raised SUPPRESSED"), since.stream().distinct().toList());
    }

    private void tells(UUID email, String next) {
        told.add(next);
        story.becomes(email, told.toArray(String[]::new));
    }
}
