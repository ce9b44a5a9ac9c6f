package dev.mayday.notification;

import dev.mayday.alert.AlertView;
import dev.mayday.alert.AlertView.Answer;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an alert went, for the one who raised it: who was told by what, how fast, and who answered.
 * All of it as its owner may see it.
 *
 * @param endedAt as the owner was shown it
 * @param reachedAll whether everybody was told whom a press of the button is for
 */
public record AlertReport(
        AlertId alertId,
        boolean drill,
        String state,
        Instant activatedAt,
        @Nullable Instant endedAt,
        boolean reachedAll,
        List<Told> told,
        List<Missed> missed) {

    /**
     * The first message that came through by one channel of one contact.
     *
     * @param toldAfterSeconds from the end of the countdown until a provider took it
     * @param deliveredAfterSeconds until it is known to have arrived
     * @param answered acknowledged or declined
     */
    public record Told(
            UUID contactId,
            String contactName,
            String channel,
            @Nullable Double toldAfterSeconds,
            @Nullable Double deliveredAfterSeconds,
            @Nullable String answered,
            @Nullable Double answeredAfterSeconds) {}

    /**
     * A contact whom no message reached.
     *
     * @param why no-verified-channel, declined-invitation, failed or not-asked
     */
    public record Missed(UUID contactId, String contactName, String why) {}

    /**
     * One of the contacts that the owner has now.
     *
     * @param usable a channel of theirs may be used for this alert
     */
    record Named(UUID id, String name, boolean usable, boolean declined) {}

    private static final Set<String> REACHED = Set.of("SENT", "DELIVERED");

    /** Step by step, and within one by name. */
    private static final Comparator<DeliveryView> AS_TOLD =
            Comparator.comparing(DeliveryView::createdAt)
                    .thenComparing(DeliveryView::contactName)
                    .thenComparing(DeliveryView::channel);

    public AlertReport {
        told = List.copyOf(told);
        missed = List.copyOf(missed);
    }

    /**
     * @param alert the owner's projection
     * @param deliveries the owner's projection, oldest first
     */
    static AlertReport of(
            AlertView alert,
            @Nullable Instant endedAt,
            List<DeliveryView> deliveries,
            List<Named> contacts) {
        var begun = alert.activatesAt() == null ? alert.receivedAt() : alert.activatesAt();
        var answers = answers(alert);
        var raised =
                deliveries.stream()
                        .filter(one ->
                                one.purpose().equals(Purpose.RAISED) && one.contactId() != null)
                        .sorted(AS_TOLD)
                        .toList();
        var told = new LinkedHashMap<String, Told>();
        for (var one : raised) {
            var contact = one.contactId();
            if (contact != null && REACHED.contains(one.state())) {
                told.putIfAbsent(
                        contact + one.channel(), told(begun, contact, one, answers.get(contact)));
            }
        }
        var reached = told.values().stream().map(Told::contactId).collect(Collectors.toSet());
        var tried = raised.stream().map(DeliveryView::contactId).collect(Collectors.toSet());
        var missed =
                contacts.stream()
                        .filter(contact -> !reached.contains(contact.id))
                        .map(contact ->
                                new Missed(
                                        contact.id,
                                        contact.name,
                                        why(contact, tried.contains(contact.id))))
                        .toList();
        return new AlertReport(
                alert.id(),
                alert.drill(),
                alert.state(),
                begun,
                endedAt,
                missed.isEmpty() && !contacts.isEmpty(),
                List.copyOf(told.values()),
                missed);
    }

    /** Whether all were told who can be, and each of them said something. */
    boolean complete() {
        return !told.isEmpty()
                && told.stream().allMatch(one -> one.answered != null)
                && missed.stream()
                        .allMatch(one ->
                                one.why.equals("no-verified-channel")
                                        || one.why.equals("declined-invitation"));
    }

    int toldContacts() {
        return (int) told.stream().map(Told::contactId).distinct().count();
    }

    int answeredContacts() {
        return (int)
                told.stream()
                        .filter(one -> one.answered != null)
                        .map(Told::contactId)
                        .distinct()
                        .count();
    }

    private record Said(String what, Instant at) {}

    private static Map<UUID, Said> answers(AlertView alert) {
        var said = new HashMap<UUID, Said>();
        Stream.concat(
                        alert.acknowledgements().stream()
                                .map(answer -> Map.entry("acknowledged", answer)),
                        alert.declined().stream().map(answer -> Map.entry("declined", answer)))
                .sorted(
                        Comparator.comparing(
                                (Map.Entry<String, Answer> entry) -> entry.getValue().at()))
                .forEach(entry -> {
                    ContactId contact = entry.getValue().contactId();
                    if (contact != null) {
                        said.put(contact.value(), new Said(entry.getKey(), entry.getValue().at()));
                    }
                });
        return said;
    }

    private static Told told(
            Instant begun, UUID contact, DeliveryView delivery, @Nullable Said said) {
        return new Told(
                contact,
                delivery.contactName(),
                delivery.channel(),
                seconds(begun, delivery.sentAt()),
                seconds(begun, delivery.deliveredAt()),
                said == null ? null : said.what,
                said == null ? null : seconds(begun, said.at));
    }

    private static String why(Named contact, boolean tried) {
        if (contact.declined) {
            return "declined-invitation";
        }
        if (tried) {
            return "failed";
        }
        return contact.usable ? "not-asked" : "no-verified-channel";
    }

    private static @Nullable Double seconds(Instant from, @Nullable Instant to) {
        return to == null ? null : Math.max(0, Duration.between(from, to).toMillis()) / 1_000.0;
    }

    /** In the words of one language, a line for each fact. */
    List<String> lines(Phrases phrases) {
        var answered = new HashSet<UUID>();
        var lines =
                told.stream()
                        .map(one ->
                                phrases.say(
                                        "drill-report.told",
                                        "contact",
                                        one.contactName,
                                        "channel",
                                        phrases.say("channel." + one.channel),
                                        "seconds",
                                        rounded(one.toldAfterSeconds)));
        var answers =
                told.stream()
                        .filter(one -> one.answered != null && answered.add(one.contactId))
                        .map(one ->
                                phrases.say(
                                        "acknowledged".equals(one.answered)
                                                ? "drill-report.goes"
                                                : "drill-report.declined",
                                        "contact",
                                        one.contactName,
                                        "seconds",
                                        rounded(one.answeredAfterSeconds)));
        var missing =
                missed.stream()
                        .map(one ->
                                phrases.say(
                                        "drill-report.missed." + one.why,
                                        "contact",
                                        one.contactName));
        return Stream.of(lines, answers, missing).flatMap(one -> one).toList();
    }

    private static long rounded(@Nullable Double seconds) {
        return seconds == null ? 0 : Math.round(seconds);
    }
}
