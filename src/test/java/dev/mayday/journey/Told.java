package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.AlertFile;
import dev.mayday.local.Guardian;
import dev.mayday.local.Inbox.Letter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What people were told, and how often. */
final class Told {

    private static final Set<String> SETTLED = Set.of("SENT", "DELIVERED", "FAILED", "SUPPRESSED");

    private Told() {}

    /** Waits until this many mails came to the guardian, the invitations not counted. */
    static List<Letter> mails(Guardian guardian, int count, Duration within) {
        return Awaitility.await(count + " mails to " + guardian.name())
                .atMost(within)
                .until(guardian::mails, mails -> mails.size() >= count);
    }

    /** Waits until so many mails with this in their subject came to the guardian. */
    static List<Letter> of(Guardian guardian, String subject, int count) {
        return Awaitility.await(count + " of " + subject + " to " + guardian.name())
                .atMost(PATIENCE)
                .until(() -> now(guardian, subject), mails -> mails.size() >= count);
    }

    /** Those that are there. */
    static List<Letter> now(Guardian guardian, String subject) {
        return guardian.mails().stream().filter(mail -> mail.subject().contains(subject)).toList();
    }

    /** Waits for this many mails, and holds that they are all, and that none came twice. */
    static void eachOnce(Guardian guardian, int count) {
        mails(guardian, count, PATIENCE);
        assertEquals(count, often(guardian).size(), () -> "mails: " + guardian.mails());
        often(guardian).forEach((id, times) -> assertEquals(1, times, id));
    }

    /** Waits for the closing notice, by whichever channel, and holds that there is one alone. */
    static void theEndOnce(Guardian guardian, Duration within) {
        var notices =
                Awaitility.await("the end for " + guardian.name())
                        .atMost(within)
                        .until(() -> endings(guardian), count -> count > 0);
        assertEquals(1, notices, () -> "mails " + guardian.mails());
    }

    private static int endings(Guardian guardian) {
        return guardian.mails().size() - 1 + guardian.calls("alert.ended").size();
    }

    /** How often each mail came, by its {@code Message-ID}. */
    static Map<String, Long> often(Guardian guardian) {
        return guardian.mails().stream()
                .collect(Collectors.groupingBy(Letter::id, Collectors.counting()));
    }

    /** The deliveries, once something has become of each. */
    static List<JsonNode> settled(AlertFile file) {
        return Awaitility.await("all deliveries settled")
                .atMost(PATIENCE)
                .until(
                        file::deliveries,
                        all ->
                                !all.isEmpty()
                                        && all.stream()
                                                .allMatch(one ->
                                                        SETTLED.contains(
                                                                one.get("state").asText())));
    }
}
