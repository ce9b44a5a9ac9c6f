package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.Transactions;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.Message.StillGoing;
import dev.mayday.problem.Refused;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a call says once somebody has answered, as things are at that moment and not as they were
 * when it was dialled; and what a key does.
 */
@ApplicationScoped
public class Calls {
    /** A contact that was removed meanwhile hears nothing but the end; a spent letter is gone. */
    private static final String FIND =
            """
            SELECT CAST(row_to_json(v) AS text) FROM (
                SELECT d.id, d.alert_id AS "alertId", d.contact_id AS "contactId", d.channel_id AS "channelId",
                       d.contact_name AS "contactName", d.channel, d.address, d.purpose, d.parameters, d.tries,
                       d.created_at AS "createdAt", co.locale, co.time_zone AS "timeZone",
                       coalesce(co.discreet, false) AS discreet, '' AS provider,
                       CAST('[]' AS json) AS "refusedBy"
                FROM delivery d LEFT JOIN contact co ON co.id = d.contact_id
                WHERE d.id = $1 AND d.channel = 'voice'
                  AND (d.alert_id IS NOT NULL OR d.parameters IS NOT NULL)
                  AND (d.contact_id IS NULL OR d.purpose = 'alert-ended'
                       OR EXISTS (SELECT FROM standing_channel s WHERE s.id = d.channel_id))) v
            """;

    private static final String PRESSED =
            "SELECT key FROM key_pressed WHERE delivery_id = :delivery AND call = :call";
    private static final String NOTE =
            """
            INSERT INTO key_pressed (delivery_id, call, key, at) VALUES (:delivery, :call, :key, mayday_now())
            ON CONFLICT DO NOTHING
            """;

    private final Pool pool;
    private final Transactions transactions;
    private final Messages messages;
    private final Wording wording;
    private final ContactAnswers answers;
    private final ObjectMapper json;

    Calls(
            Pool pool,
            Transactions transactions,
            Messages messages,
            Wording wording,
            ContactAnswers answers,
            ObjectMapper json) {
        this.pool = pool;
        this.transactions = transactions;
        this.messages = messages;
        this.wording = wording;
        this.answers = answers;
        this.json = json;
    }

    /**
     * @param sentences to be read out
     * @param choice which key is for what; absent where no key is taken
     * @param opens whether a key brings the rest, and is no answer yet
     */
    public record Script(
            Locale locale, List<String> sentences, @Nullable String choice, boolean opens) {
        public Script {
            sentences = List.copyOf(sentences);
        }

        public Script(Locale locale, List<String> sentences, @Nullable String choice) {
            this(locale, sentences, choice, false);
        }

        Script withoutChoice() {
            return new Script(locale, sentences, null);
        }
    }

    private record Answered(Claimed claimed, Message message, Spoken spoken) {
        Script says(String sentence) {
            return new Script(spoken.locale(), List.of(sentence), null);
        }
    }

    /**
     * What is said to whoever takes the call. Where the owner wants to be discreet that is next to
     * nothing until a key is pressed: an answering machine, be it taken for a person, presses none.
     *
     * @return null where there is nothing to say: no such call, or nobody whom it would still
     *     concern
     */
    public Uni<@Nullable Script> opening(UUID delivery) {
        return find(delivery)
                .map(answered ->
                        answered == null
                                ? null
                                : answered.spoken.opening() == null
                                        ? script(answered)
                                        : opening(answered.spoken));
    }

    /** All that is said. @return null as {@link #opening} */
    public Uni<@Nullable Script> script(UUID delivery) {
        return find(delivery).map(answered -> answered == null ? null : script(answered));
    }

    /**
     * 1: I'm going; 2: I can't; any other key: the choice is said again. The first that counts in a
     * call is the one; it may come twice.
     *
     * @param call the provider's own name for the call
     */
    public Uni<@Nullable Script> pressed(UUID delivery, String call, String key) {
        return find(delivery)
                .flatMap(answered -> {
                    if (answered == null || !isAnswer(key) || isOfNobody(answered.claimed)) {
                        return Uni.createFrom().item(answered == null ? null : script(answered));
                    }
                    return before(delivery, call)
                            .flatMap(before ->
                                    before != null
                                            ? Uni.createFrom().item(thanks(answered, before))
                                            : answer(answered, call, key));
                });
    }

    private Uni<@Nullable Script> answer(Answered answered, String call, String key) {
        var claimed = answered.claimed;
        var alert = new AlertId(id(claimed.alertId()));
        var contact = new ContactId(id(claimed.contactId()));
        return (key.equals("1") ? answers.goes(alert, contact) : answers.cannot(alert, contact))
                .flatMap(view -> note(claimed.id(), call, key))
                .map(done -> thanks(answered, key))
                // over, or not theirs any more: then that is what there is to say
                .onFailure(Refused.class)
                .recoverWithUni(refused ->
                        script(claimed.id())
                                .map(script -> script == null ? null : script.withoutChoice()));
    }

    private Uni<@Nullable Answered> find(UUID delivery) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(delivery))
                .flatMap(rows -> {
                    if (rows.size() == 0) {
                        return Uni.createFrom().nullItem();
                    }
                    var claimed = read(rows.iterator().next().getString(0));
                    return messages.asNow(claimed)
                            .map(Calls::spelt)
                            .map(message ->
                                    new Answered(claimed, message, wording.spoken(message)));
                });
    }

    private static Script script(Answered answered) {
        var spoken = answered.spoken;
        boolean asks =
                switch (answered.message.content()) {
                    case Raised raised -> !isOfNobody(answered.claimed);
                    case StillGoing reminder -> true;
                    default -> false;
                };
        if (answered.message.content() instanceof Raised raised
                && raised.alert().state().equals("ACKNOWLEDGED")) {
            return answered.says(spoken.going()); // it is this contact who is going
        }
        return new Script(
                spoken.locale(),
                spoken.sentences().stream().map(Calls::ended).toList(),
                asks ? spoken.choice() : null);
    }

    private static Script opening(Spoken spoken) {
        return new Script(
                spoken.locale(),
                List.of(ended(spoken.sentences().getFirst())),
                spoken.opening(),
                true);
    }

    private static Script thanks(Answered answered, String key) {
        return answered.says(
                key.equals("1") ? answered.spoken.going() : answered.spoken.declined());
    }

    /** A code is read out digit by digit. */
    private static Message spelt(Message message) {
        if (!(message.content() instanceof Letter letter)
                || !letter.parameters().containsKey("code")) {
            return message;
        }
        var parameters = new HashMap<>(letter.parameters());
        parameters.computeIfPresent("code", (name, code) -> String.join(", ", code.split("")));
        return message.with(new Letter(letter.purpose(), Map.copyOf(parameters)));
    }

    /** A voice pauses at the end of a sentence, if it sees one. */
    private static String ended(String sentence) {
        return sentence.matches("(?s).*[.!?:,;؟،。]\\s*") ? sentence : sentence + ".";
    }

    private Uni<@Nullable String> before(UUID delivery, String call) {
        return transactions.quietly(() ->
                Panache.getSession()
                        .flatMap(session ->
                                session.createNativeQuery(PRESSED, String.class)
                                        .setParameter("delivery", delivery)
                                        .setParameter("call", call)
                                        .getSingleResultOrNull()));
    }

    private Uni<Void> note(UUID delivery, String call, String key) {
        return transactions.quietly(() ->
                Panache.getSession()
                        .flatMap(session ->
                                session.createNativeQuery(NOTE)
                                        .setParameter("delivery", delivery)
                                        .setParameter("call", call)
                                        .setParameter("key", key)
                                        .executeUpdate())
                        .replaceWithVoid());
    }

    private static boolean isAnswer(String key) {
        return key.equals("1") || key.equals("2");
    }

    private static boolean isOfNobody(Claimed claimed) {
        return claimed.alertId() == null || claimed.contactId() == null;
    }

    private static UUID id(@Nullable UUID id) {
        return java.util.Objects.requireNonNull(id);
    }

    private Claimed read(String row) {
        try {
            return json.readValue(row, Claimed.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a call's delivery can't be read", e);
        }
    }
}
