package dev.mayday.notification;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Workers that die, workers beside each other, and workers with no broker. */
class WorkerCrashIT {

    @Test
    void aSendThatWasInFlightAtACrashIsRepeatedAndNothingElseIs() {
        try (var house = House.open()) {
            var story = new Story(house.database());
            var dana = story.person("Dana");
            var anna = story.contact(dana, "Anna", 1);
            var quick = story.email(anna, "quick@example.org");
            var slow = story.webhook(anna, house.sandbox().webhook("slow"));
            house.sandbox().answers("/hook/slow", 204, 8_000);
            story.alert(dana);
            story.becomes(quick, "alert-raised SENT");
            story.isTried(slow, "open");

            house.service().kill9();
            house.sandbox().answersAsUsual("/hook/slow");
            house.service().start();

            story.becomes(slow, "alert-raised DELIVERED");
            assertEquals(List.of("retry", "delivered"), story.attempts(slow));
            assertEquals(1, house.sandbox().messagesTo("quick@example.org").size());
            assertTrue(house.sandbox().messagesTo("/hook/slow").size() <= 2);
        }
    }

    @Test
    void twoWorkersOnOneDatabaseSendEachMessageOnce() {
        try (var house = House.open();
                var other = house.another(plan -> plan)) {
            var story = new Story(house.database());
            var addresses = new ArrayList<String>();
            var channels = new ArrayList<UUID>();
            for (int i = 0; i < 40; i++) {
                var dana = story.person("Dana");
                addresses.add("contact" + i + "@example.org");
                channels.add(story.email(story.contact(dana, "Anna", 1), addresses.getLast()));
                story.alert(dana);
            }
            channels.forEach(channel -> story.becomes(channel, "alert-raised SENT"));

            addresses.forEach(address ->
                    assertEquals(1, house.sandbox().messagesTo(address).size(), address));
            channels.forEach(
                    channel -> assertEquals("accepted", story.attempts(channel).getLast()));
            assertEquals(
                    List.of(),
                    story.texts("SELECT detail FROM attempt WHERE detail LIKE 'the sender died%'"),
                    "neither took the other for dead");
            assertTrue(other.pid() > 0);
        }
    }

    @Test
    void withNoBrokerPeopleAreToldAllTheSame() {
        try (var broker = Broker.absent("worker-without-broker");
                var house = House.open(broker, plan -> plan)) {
            var story = new Story(house.database());
            var dana = story.person("Dana");
            var email = story.email(story.contact(dana, "Anna", 1), "anna@example.org");
            story.alert(dana);

            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> !house.sandbox().messagesTo("anna@example.org").isEmpty());
            story.becomes(email, "alert-raised SENT");
            assertEquals(1, house.sandbox().messagesTo("anna@example.org").size());
        }
    }

    @Test
    void aNodeWithoutTheRoleLeavesWhatIsQueuedToTheOneThatHasIt() {
        try (var house =
                        House.open(
                                Broker.shared(), plan -> plan.roles("gateway", "clock", "relay"));
                var worker = house.another(plan -> plan.roles("worker"))) {
            var story = new Story(house.database());
            var dana = story.person("Dana");
            var email = story.email(story.contact(dana, "Anna", 1), "anna@example.org");
            story.alert(dana);

            story.becomes(email, "alert-raised SENT");
            assertEquals(1, house.sandbox().messagesTo("anna@example.org").size());
            assertTrue(worker.pid() > 0);
        }
    }
}
