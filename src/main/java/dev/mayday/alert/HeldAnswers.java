package dev.mayday.alert;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.identity.Held;
import dev.mayday.identity.HeldFile;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the account did as a guardian in others' alerts; of the alerts themselves their ids. */
@ApplicationScoped
class HeldAnswers implements Held {
    /** An ETA is kept of the last acknowledgement alone. */
    private static final String ANSWERS =
            """
            SELECT t.alert_id, t.at, t.type, t.detail,
                   CASE WHEN t.type = 'acknowledged' AND r.kind <> 'declined'
                             AND t.seq = max(t.seq) OVER (PARTITION BY t.alert_id, t.by_id, t.type) THEN r.eta_minutes END AS eta_minutes
            FROM contact c JOIN alert a ON a.person_id = c.person_id
            JOIN timeline t ON t.alert_id = a.id AND t.by_kind = 'contact' AND t.by_id = CAST(c.id AS text) AND t.audience <> 'owner'
            LEFT JOIN response r ON r.alert_id = t.alert_id AND r.contact_id = c.id
            WHERE c.guardian_id = $1 ORDER BY t.at, t.alert_id, t.seq
            """;

    private final Pool pool;
    private final ObjectMapper json;

    HeldAnswers(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /**
     * @param type acknowledged, declined or resolved
     */
    record Answer(
            UUID alertId,
            Instant at,
            String type,
            @Nullable String note,
            @Nullable Integer etaMinutes) {}

    @Override
    public Multi<HeldFile> of(PersonId me) {
        return Multi.createFrom().item(HeldFile.json("answers.json", json, answers(me)));
    }

    private Uni<List<Answer>> answers(PersonId me) {
        return pool.preparedQuery(ANSWERS)
                .execute(Tuple.of(me.value()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(HeldAnswers::answer)
                                .toList());
    }

    private static Answer answer(Row row) {
        return new Answer(
                row.getUUID("alert_id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("type"),
                row.getString("detail"),
                row.getInteger("eta_minutes"));
    }
}
