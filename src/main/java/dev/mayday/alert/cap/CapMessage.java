package dev.mayday.alert.cap;

import dev.mayday.alert.AlertView;
import dev.mayday.alert.TimelineEntry;
import dev.mayday.location.Fix;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An alert as one message of the Common Alerting Protocol 1.2 (OASIS, 1 July 2010), as one side may
 * see it. Each version of the alert is a message: the first an Alert, those after it an Update that
 * refers to all before, and one that ended it a Cancel.
 *
 * @param owner the owner's projection, whose messages are not those of the guardians
 * @param sender who issues it, such as {@code mayday@example.org}
 * @param sent of this message
 * @param earlier the messages before this, oldest first
 * @param good how long a message counts
 * @param place where the person was then
 */
public record CapMessage(
        AlertView alert,
        boolean owner,
        String sender,
        Instant sent,
        List<Earlier> earlier,
        Duration good,
        @Nullable Fix place) {
    /** CAP has no fractions of a second, and no Z: UTC is -00:00. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'-00:00'").withZone(ZoneOffset.UTC);

    /** A message before. */
    record Earlier(int version, Instant sent) {}

    public CapMessage {
        earlier = List.copyOf(earlier);
    }

    /**
     * @param alert as the reader sees it
     * @param timeline as the reader sees it, oldest first
     * @param issuer the host that speaks, as in its public URL
     */
    public static CapMessage of(
            AlertView alert,
            List<TimelineEntry> timeline,
            boolean owner,
            String issuer,
            Duration good) {
        var sent = new TreeMap<Integer, Instant>();
        boolean begun = owner; // what a guardian may see begins when it becomes active
        for (var entry : timeline) {
            begun |= "ACTIVE".equals(entry.to());
            if (begun) {
                sent.putIfAbsent(entry.version(), entry.at());
            }
        }
        return new CapMessage(
                alert,
                owner,
                "mayday@" + issuer,
                sent.getOrDefault(alert.version(), alert.receivedAt()),
                sent.headMap(alert.version()).entrySet().stream()
                        .map(one -> new Earlier(one.getKey(), one.getValue()))
                        .toList(),
                good,
                null);
    }

    /** The same, with where the person was. */
    public CapMessage at(@Nullable Fix where) {
        return new CapMessage(alert, owner, sender, sent, earlier, good, where);
    }

    /** The message as XML. */
    public String xml() {
        return CapText.of(this);
    }

    Wording wording() {
        return Wording.of(alert);
    }

    String type() {
        if (earlier.isEmpty()) {
            return "Alert";
        }
        return wording().ended() ? "Cancel" : "Update";
    }

    String identifier() {
        return identifier(alert.version());
    }

    private String identifier(int version) {
        return alert.id() + (owner ? "-owner-" : "-") + version;
    }

    /** Those who are addressed: all of one side, for nobody may read the names of the others. */
    String addresses() {
        return "urn:mayday:alert:" + alert.id() + (owner ? ":owner" : ":guardians");
    }

    /** The extended identifiers of the messages before: sender,identifier,sent. */
    List<String> references() {
        return earlier.stream()
                .map(one -> sender + "," + identifier(one.version()) + "," + time(one.sent()))
                .toList();
    }

    String sentText() {
        return time(sent);
    }

    String expires() {
        return time(sent.plus(good));
    }

    String onset() {
        return time(alert.raisedAt());
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
