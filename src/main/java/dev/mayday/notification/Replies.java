package dev.mayday.notification;

import dev.mayday.alert.AlertDesk;
import dev.mayday.alert.Trigger;
import dev.mayday.clock.MaydayClock;
import dev.mayday.notification.Reply.Sos;
import dev.mayday.problem.Refused;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What people answer by text message, whichever provider brings it. Each may come twice, late, and
 * from a number that nobody knows: then nothing happens.
 */
@ApplicationScoped
public class Replies {
    private static final Logger LOG = Logger.getLogger(Replies.class);
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** What the app is called whose fix comes with an alert by text message. */
    private static final String INSTALLATION = "sms";

    private static final int MAX_NOTE = 2_000;

    /** The same words again within this time, and their alert still open: the network's echo. */
    private static final Duration ECHO = Duration.ofMinutes(10);

    private static final int NAMES = 50;

    /** A send in flight counts: an answer may be here before the outcome is on record. */
    private static final String TOLD_LAST =
            """
            SELECT d.alert_id, d.contact_id FROM channel ch
            JOIN delivery d ON d.channel_id = ch.id
            JOIN attempt t ON t.delivery_id = d.id
            WHERE ch.type = 'sms' AND ch.address = $1 AND d.channel = 'sms' AND d.alert_id IS NOT NULL AND d.contact_id IS NOT NULL
              AND t.outcome IS DISTINCT FROM 'rejected'
            ORDER BY t.at DESC LIMIT 1
            """;

    private static final String OWN_PHONE =
            """
            SELECT id FROM person WHERE phone = $1 AND phone_verified_at IS NOT NULL
            ORDER BY phone_verified_at DESC LIMIT 1
            """;
    private static final String RAISED =
            """
            SELECT client_alert_id, owner_ended_at IS NULL AND received_at > $3 AS open FROM alert
            WHERE person_id = $1 AND client_alert_id = ANY($2)
            """;

    private final Pool pool;
    private final AlertDesk desk;
    private final ContactAnswers answers;
    private final SmsStops stops;
    private final MaydayClock clock;
    private final MeterRegistry metrics;

    Replies(
            Pool pool,
            AlertDesk desk,
            ContactAnswers answers,
            SmsStops stops,
            MaydayClock clock,
            MeterRegistry metrics) {
        this.pool = pool;
        this.desk = desk;
        this.answers = answers;
        this.stops = stops;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * Does what the message says. On record once it is done; it fails only where it could not be
     * recorded, and should then come again.
     *
     * @param from E.164
     * @param to the number that it was sent to
     * @param key the provider's own name for the message, so that twice is once; absent where it
     *     has none
     */
    public Uni<Void> text(String from, String to, String text, @Nullable String key) {
        var reply = E164.matcher(from).matches() ? Reply.read(text) : new Reply.Unknown();
        metrics.counter("mayday.replies", "kind", reply.kind()).increment();
        return switch (reply) {
            case Reply.Going g -> answer(from, "going", answers::goes);
            case Reply.Cannot c -> answer(from, "cannot", answers::cannot);
            case Reply.Stop s -> stops.stop(from);
            case Reply.Start s -> stops.start(from);
            case Sos sos -> raise(from, to + ' ' + text, key, sos);
            case Reply.Unknown u -> nothing("unknown", "not-understood");
        };
    }

    private Uni<Void> answer(
            String from, String kind, BiFunction<AlertId, ContactId, Uni<?>> answer) {
        return pool.preparedQuery(TOLD_LAST)
                .execute(Tuple.of(from))
                .flatMap(rows -> {
                    if (rows.size() == 0) {
                        return nothing(kind, "told-of-nothing");
                    }
                    var told = rows.iterator().next();
                    var alert = new AlertId(told.getUUID(0));
                    return answer.apply(alert, new ContactId(told.getUUID(1)))
                            .invoke(done ->
                                    LOG.infof("event=reply-taken kind=%s alert=%s", kind, alert))
                            .replaceWithVoid()
                            .onFailure(Refused.class)
                            .recoverWithUni(refused -> nothing(kind, code(refused)));
                });
    }

    private Uni<Void> raise(String from, String message, @Nullable String key, Sos sos) {
        return pool.preparedQuery(OWN_PHONE)
                .execute(Tuple.of(from))
                .flatMap(rows -> {
                    if (rows.size() == 0) {
                        return nothing("sos", "no-verified-phone");
                    }
                    var person = new PersonId(rows.iterator().next().getUUID(0));
                    return (key == null
                                    ? name(person, from, message, 0)
                                    : Uni.createFrom().item(Ids.named("sms", from, message, key)))
                            .flatMap(id -> desk.raise(person, INSTALLATION, trigger(id, sos)))
                            .replaceWithVoid();
                });
    }

    /**
     * A message without a name of its own is the same as the last one of the same words while that
     * one's alert is open: the network repeats what it had no answer for. Later it is a new call
     * for help. Named by a number that counts up, so that two at once still make one.
     */
    private Uni<UUID> name(PersonId person, String from, String message, int first) {
        var names =
                IntStream.range(first, first + NAMES)
                        .mapToObj(n -> Ids.named("sms", from, message, n))
                        .toList();
        var since = clock.now().minus(ECHO).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(RAISED)
                .execute(Tuple.of(person.value(), names.toArray(UUID[]::new), since))
                .flatMap(rows -> {
                    var open = new HashMap<UUID, Boolean>();
                    rows.forEach(row -> open.put(row.getUUID(0), row.getBoolean(1)));
                    var free = first(names, open);
                    return free == null
                            ? name(person, from, message, first + NAMES)
                            : Uni.createFrom().item(free);
                });
    }

    private static @Nullable UUID first(List<UUID> names, Map<UUID, Boolean> open) {
        return names.stream()
                .filter(name -> open.getOrDefault(name, true))
                .findFirst()
                .orElse(null);
    }

    private Trigger trigger(UUID id, Sos sos) {
        var now = clock.now();
        return new Trigger(
                id,
                "sos",
                false,
                false,
                Duration.ZERO,
                note(sos.words()),
                now,
                now,
                sos.place() == null ? null : sos.place().fix(now),
                List.of());
    }

    private static @Nullable String note(@Nullable String words) {
        if (words == null || words.length() <= MAX_NOTE) {
            return words;
        }
        int end = Character.isHighSurrogate(words.charAt(MAX_NOTE - 1)) ? MAX_NOTE - 1 : MAX_NOTE;
        return words.substring(0, end);
    }

    private static String code(Throwable refused) {
        return ((Refused) refused).problem().code();
    }

    private static Uni<Void> nothing(String kind, String why) {
        LOG.infof("event=reply-left-aside kind=%s reason=%s", kind, why);
        return Uni.createFrom().voidItem();
    }
}
