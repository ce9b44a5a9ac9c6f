package dev.mayday.notification.sms;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Accepted;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import dev.mayday.local.Service;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A contact who was told by text and by mail, and then wants no texts any more. */
class StoppedIT {
    private static House house;
    private static ByText byText;

    private final Phone dana = house.mayday().phone("Dana");
    private final String anna = ByText.number();
    private final String mail = "anna." + anna.substring(1) + "@example.org";

    @BeforeAll
    static void open() {
        house = House.open(Broker.shared(), Service.Plan::textsBySmpp);
        byText = new ByText(house);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void whoStopsDuringTheAlertIsToldOfItsEndByTheOtherChannelOnce() {
        var alert = annaIsToldByBoth();
        assertTrue(house.sandbox().writes(anna, "1"));
        assertTrue(house.sandbox().writes(anna, "STOP"));

        dana.resolves(alert.alertId(), null).ok();

        mailed(2);
        become(alert, "alert-ended", "email SENT");
        assertEquals(1, byText.texts(anna));
    }

    @Test
    void whoStopsWhileTheNoticeOfTheEndStillWaitsIsToldByTheOtherChannel() {
        var alert = annaIsToldByBoth();
        house.sandbox().answers(anna, 0x58, 0);
        dana.resolves(alert.alertId(), null).ok();
        var waits =
                "SELECT count(*) FROM delivery WHERE purpose = 'alert-ended' AND alert_id = '%s' AND tries > 0 AND leased_by IS NULL"
                        .formatted(alert.alertId());
        Awaitility.await().atMost(PATIENCE).until(() -> house.database().number(waits) == 1);

        assertTrue(house.sandbox().writes(anna, "STOP"));

        mailed(2);
        become(alert, "alert-ended", "email SENT, sms SUPPRESSED");
        assertEquals(1, byText.texts(anna));
    }

    @Test
    void whoStopsHearsByTheOtherChannelThatSomebodyGoes() {
        var ben = ByText.number();
        byText.contact(dana, "Ben", ben);
        var alert = annaIsToldByBoth();
        byText.told(ben, 1);
        assertTrue(house.sandbox().writes(anna, "STOP"));

        assertTrue(house.sandbox().writes(ben, "1"));

        mailed(2);
        become(alert, "alert-acknowledged", "email SENT");
    }

    @Test
    void aChannelThatWasTakenAwayIsPassedOverForOneThatIsStillThere() {
        var alert = annaIsToldByBoth();
        house.database().execute("UPDATE channel SET removed_at = mayday_now() WHERE type = 'sms'");

        dana.resolves(alert.alertId(), null).ok();

        mailed(2);
        become(alert, "alert-ended", "email SENT");
    }

    private Accepted annaIsToldByBoth() {
        dana.bearer()
                .post(
                        "/v1/contacts",
                        "name",
                        "Anna",
                        "channels",
                        List.of(
                                Map.of("type", "sms", "address", anna),
                                Map.of("type", "email", "address", mail)))
                .ok();
        var alert = dana.presses(Press.sos());
        byText.told(anna, 1);
        mailed(1);
        become(alert, "alert-raised", "email SENT, sms DELIVERED");
        return alert;
    }

    private void become(Accepted alert, String purpose, String all) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertEquals(all, messages(alert, purpose)));
    }

    private static String messages(Accepted alert, String purpose) {
        return house.database()
                .text(
                        """
                        SELECT string_agg(channel || ' ' || state, ', ' ORDER BY channel) FROM delivery
                        WHERE alert_id = '%s' AND purpose = '%s' AND contact_name = 'Anna'
                        """
                                .formatted(alert.alertId(), purpose));
    }

    /** So many mails about the alert have come. */
    private void mailed(int count) {
        house.mayday()
                .inbox()
                .await(mail, "mail " + count, count, one -> one.token('a').isPresent(), PATIENCE);
    }
}
