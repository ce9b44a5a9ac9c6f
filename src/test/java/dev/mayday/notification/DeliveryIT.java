package dev.mayday.notification;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Inbox;
import dev.mayday.local.SandboxMessage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From a step that is due to the messages that arrive, over real Kafka, SMTP and HTTP. */
class DeliveryIT {
    private static House house;
    private static Story story;

    private final String name = UUID.randomUUID().toString();
    private final String mail = name + "@example.org";
    private final UUID dana = story.person("Dana");
    private final UUID anna = story.contact(dana, "Anna", 1);

    @BeforeAll
    static void open() {
        house =
                House.open(
                        Broker.shared(),
                        plan -> plan.with("MAYDAY_FALLBACK_EMAIL", "operator@example.org"));
        story = new Story(house.database());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void tierOneIsToldAtOnceAndEverybodyIsToldOfTheEndOnce() {
        var email = story.email(anna, mail);
        var both = story.webhook(anna, house.sandbox().webhook("both-" + name));
        var webhook =
                story.webhook(
                        story.contact(dana, "Alarm centre", 1), house.sandbox().webhook(name));
        var second = story.email(story.contact(dana, "Ben", 2), "second-" + mail);
        var alert = story.alert(dana);

        story.becomes(email, "alert-raised SENT");
        story.becomes(webhook, "alert-raised DELIVERED");
        assertEquals(List.of(), story.by(second));
        story.resolved(alert);
        story.becomes(email, "alert-raised SENT", "alert-ended SENT");
        story.becomes(webhook, "alert-raised DELIVERED", "alert-ended DELIVERED");
        story.closing(alert);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        story.texts(
                                        "SELECT key FROM timer WHERE alert_id = ? AND kind = 'closing'",
                                        alert)
                                .isEmpty());

        assertEquals(2, inbox(mail).size());
        assertEquals(List.of("alert.raised", "alert.ended"), types("/hook/" + name));
        assertEquals(List.of("alert-raised DELIVERED"), story.by(both));
        assertEquals(List.of(), story.by(second));
    }

    @Test
    void aRecordThatComesTwiceIsSentOnceAndOneThatCantBeReadGoesToTheDeadLetters()
            throws Exception {
        var email = story.email(anna, mail);
        story.alert(dana);
        story.becomes(email, "alert-raised SENT");
        var delivery =
                story.texts("SELECT CAST(id AS text) FROM delivery WHERE channel_id = ?", email)
                        .getFirst();

        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", house.broker().bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (var record :
                    List.of(
                            "{\"deliveryId\":\"" + delivery + "\"}",
                            "{",
                            "{}",
                            "{\"deliveryId\":\"" + delivery + "\"}")) {
                producer.send(
                                new ProducerRecord<>(
                                        topic("mayday.notifications.email"),
                                        dana.toString(),
                                        record))
                        .get();
            }
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> end(topic("mayday.dead-letters.notifications")) == 2);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        committed(topic("mayday.notifications.email"))
                                == end(topic("mayday.notifications.email")));

        assertEquals(1, inbox(mail).size());
        assertEquals(List.of("accepted"), story.attempts(email));
    }

    @Test
    void aMailServerThatIsBusyIsTriedAgain() {
        var email = story.email(anna, mail);
        house.sandbox().answers(mail, 451, 0);
        story.alert(dana);
        story.isTried(email, "retry");
        assertEquals(List.of("alert-raised QUEUED"), story.by(email));
        house.sandbox().answersAsUsual(mail);

        story.becomes(email, "alert-raised SENT");
        assertEquals("accepted", story.attempts(email).getLast());
        assertEquals(1, inbox(mail).size());
    }

    @Test
    void aRejectedChannelLeavesTheContactsOthersAsTheyAre() {
        var email = story.email(anna, mail);
        var webhook = story.webhook(anna, house.sandbox().webhook(name));
        house.sandbox().answers(mail, 550, 0);
        story.alert(dana);

        story.becomes(email, "alert-raised FAILED");
        story.becomes(webhook, "alert-raised DELIVERED");
        assertEquals(List.of("rejected"), story.attempts(email));
    }

    @Test
    void aWebhookThatFailsIsTriedAgainAndOneThatIsGoneIsMarked() {
        var failing = story.webhook(anna, house.sandbox().webhook(name));
        var gone = story.webhook(anna, house.sandbox().webhook("gone-" + name));
        house.sandbox().answers("/hook/" + name, 500, 0);
        house.sandbox().answers("/hook/gone-" + name, 410, 0);
        story.alert(dana);
        story.isTried(failing, "retry");
        house.sandbox().answersAsUsual("/hook/" + name);

        story.becomes(failing, "alert-raised DELIVERED");
        story.becomes(gone, "alert-raised FAILED");
        assertEquals("failing", story.channel(gone));
        assertEquals("unverified", story.channel(failing));
    }

    @Test
    void whatWaitsForARetryIsNotSentOnceSomebodyAnswered() {
        var email = story.email(anna, mail);
        house.sandbox().answers(mail, 451, 0);
        var alert = story.alert(dana);
        story.isTried(email, "retry");
        story.acknowledged(alert);
        house.sandbox().answersAsUsual(mail);

        story.becomes(email, "alert-raised SUPPRESSED");
        assertEquals(List.of(), inbox(mail));
    }

    @Test
    void withNobodyToReachTheOperatorIsTold() {
        var before = inbox("operator@example.org").size();
        var alert = story.alert(dana);

        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> inbox("operator@example.org").size() > before);
        assertEquals(
                List.of("contacts-used-up"),
                story.texts("SELECT type FROM timeline WHERE alert_id = ?", alert));
        assertTrue(
                house.sandbox()
                        .messagesTo("operator@example.org")
                        .getFirst()
                        .subject()
                        .startsWith("Nobody answered"));
    }

    @Test
    void aDrillUsesVerifiedChannelsAlone() {
        var unverified = story.email(anna, mail);
        var verified = story.email(anna, "verified-" + mail);
        house.database()
                .execute("UPDATE channel SET state = 'verified' WHERE id = '" + verified + "'");
        story.alert(dana, true);

        story.becomes(verified, "alert-raised SENT");
        assertEquals(List.of(), story.by(unverified));
        assertTrue(inbox("verified-" + mail).getFirst().subject().startsWith("DRILL: "));
    }

    @Test
    void aChallengeThatIsAnsweredVerifiesTheWebhook() {
        var webhook = story.webhook(anna, house.sandbox().webhook(name));
        house.database()
                .execute(
                        "INSERT INTO delivery (id, channel_id, contact_name, channel, purpose, parameters) VALUES (gen_random_uuid(), '"
                                + webhook
                                + "', 'Anna', 'webhook', 'channel-verification', '{}')");

        Awaitility.await().atMost(PATIENCE).until(() -> story.channel(webhook).equals("verified"));
        assertEquals(List.of("channel.verification"), types("/hook/" + name));
        assertFalse(inbox("/hook/" + name).getFirst().headers().get("webhook-signature").isEmpty());
    }

    private static List<SandboxMessage> inbox(String to) {
        return house.sandbox().messagesTo(to).reversed();
    }

    private static List<String> types(String hook) {
        return new Inbox(house.sandbox().inbox())
                .of(hook).stream().map(Inbox.Letter::type).toList();
    }

    private static String topic(String name) {
        return house.database().name() + "." + name;
    }

    private static long end(String topic) throws Exception {
        try (var admin = house.broker().admin()) {
            var partitions =
                    admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic)
                            .partitions();
            var asked =
                    partitions.stream()
                            .collect(
                                    java.util.stream.Collectors.toMap(
                                            partition ->
                                                    new TopicPartition(
                                                            topic, partition.partition()),
                                            partition -> OffsetSpec.latest()));
            return admin.listOffsets(asked).all().get().values().stream()
                    .mapToLong(ListOffsetsResultInfo::offset)
                    .sum();
        }
    }

    /** Up to where the workers have read the topic, over all of its partitions. */
    private static long committed(String topic) throws Exception {
        try (var admin = house.broker().admin()) {
            return admin
                    .listConsumerGroupOffsets(topic("mayday.worker"))
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .entrySet()
                    .stream()
                    .filter(partition -> partition.getKey().topic().equals(topic))
                    .mapToLong(partition ->
                            partition.getValue() == null ? 0 : partition.getValue().offset())
                    .sum();
        }
    }
}
