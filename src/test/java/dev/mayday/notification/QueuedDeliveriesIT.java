package dev.mayday.notification;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Kafka's word that a message is queued, where nothing else would find it in time. */
class QueuedDeliveriesIT {
    private static final int PEOPLE = 8;

    /**
     * A poll in which nothing comes, in milliseconds: whatever waits for its end comes too late.
     */
    private static final String LONGER_THAN_PATIENCE = "90000";

    @Test
    void itWaitsForNoPollInWhichNothingComesWhoeverTheMessageIsAbout() {
        try (var house =
                House.open(
                        Broker.shared(),
                        plan ->
                                plan.with(
                                                "MP_MESSAGING_INCOMING_NOTIFICATIONS_POLL_TIMEOUT",
                                                LONGER_THAN_PATIENCE)
                                        .with("MAYDAY_NOTIFICATION_UNCLAIMED_AFTER", "PT1H"))) {
            var story = new Story(house.database());
            for (int i = 0; i < PEOPLE; i++) {
                var person = story.person("Person " + i);
                var mail =
                        story.email(
                                story.contact(person, "Anna", 1),
                                UUID.randomUUID() + "@example.org");
                story.alert(person);
                story.becomes(mail, "alert-raised SENT");
            }
        }
    }
}
