package dev.mayday.operator;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.identity.OperatorSettings;
import dev.mayday.location.Cleaning;
import dev.mayday.location.Fix;
import dev.mayday.location.Tracks;
import dev.mayday.location.Tracks.Recorded;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The place and the note of somebody's alert, behind a pane: an operator who breaks it says why,
 * may look for a while, and stands among those who looked at the alert, for its owner to read.
 */
@ApplicationScoped
class BreakGlass {
    private static final int NEWEST = 500;
    private static final int SHORTEST = 10;

    private static final String ALERT =
            """
            SELECT a.person_id AS "userId", a.note FROM alert a WHERE a.id = $1 AND a.person_id <> $2
            """;

    private static final String BREAK =
            """
            INSERT INTO broken_glass (alert_id, operator_id, until) VALUES ($1, $2, $3)
            ON CONFLICT (alert_id, operator_id) DO UPDATE SET until = excluded.until
            """;

    /** As a guardian's look; where the owner is shown those, and when, decides alike. */
    private static final String LOOKED =
            """
            INSERT INTO alert_view (id, alert_id, by_kind, by_id, by_name, at)
            SELECT $1, $2, 'user', CAST($3 AS text), name, $4 FROM person WHERE id = $5
            """;

    private final Transactions transactions;
    private final JsonRows rows;
    private final AuditLog audit;
    private final Tracks tracks;
    private final Pool pool;
    private final MaydayClock clock;
    private final OperatorSettings settings;

    BreakGlass(
            Transactions transactions,
            JsonRows rows,
            AuditLog audit,
            Tracks tracks,
            Pool pool,
            MaydayClock clock,
            OperatorSettings settings) {
        this.transactions = transactions;
        this.rows = rows;
        this.audit = audit;
        this.tracks = tracks;
        this.pool = pool;
        this.clock = clock;
        this.settings = settings;
    }

    /** How long it may be looked. */
    @Schema(name = "BrokenGlass")
    record Broken(Instant until) {}

    /**
     * @param location the newest that is known
     * @param track the newest of it, cleaned, oldest first
     */
    @Schema(name = "OperatorPlace")
    record Place(@Nullable Fix location, @Nullable String note, List<Fix> track) {}

    record Behind(UUID userId, @Nullable String note) {}

    /** Fails with not-found, invalid-reason. */
    Uni<Broken> open(Caller.Account operator, UUID alert, @Nullable String reason) {
        var now = clock.now();
        var until = now.plus(settings.breakGlass());
        var me = operator.person().value();
        return transactions.quietly(() ->
                rows.one(Behind.class, ALERT, alert, me)
                        .call(behind ->
                                audit.add(
                                        operator,
                                        Action.BREAK_GLASS,
                                        behind.userId(),
                                        Alerts.TARGET + alert,
                                        Reason.of(reason, SHORTEST)))
                        .flatMap(behind -> Sql.change(BREAK, alert, me, until))
                        .flatMap(done ->
                                Sql.change(LOOKED, Ids.next(), alert, me.toString(), now, me))
                        .replaceWith(new Broken(until)));
    }

    /** Until when this operator may look; null where the glass is whole. */
    Uni<@Nullable Instant> openUntil(Caller.Account operator, UUID alert) {
        return Sql.row(
                        "SELECT until FROM broken_glass WHERE alert_id = $1 AND operator_id = $2 AND until > $3",
                        alert,
                        operator.person().value(),
                        clock.now())
                .map(row -> row == null ? null : ((OffsetDateTime) row[0]).toInstant());
    }

    /** Fails with not-found; with not-allowed where the glass is whole. */
    Uni<Place> look(Caller.Account operator, UUID alert) {
        return transactions
                .quietly(() ->
                        rows.one(Behind.class, ALERT, alert, operator.person().value())
                                .call(behind ->
                                        openUntil(operator, alert).invoke(BreakGlass::mustBeOpen))
                                .call(behind ->
                                        audit.add(
                                                operator,
                                                Action.READ_PLACE,
                                                behind.userId(),
                                                Alerts.TARGET + alert,
                                                null)))
                .flatMap(behind ->
                        tracks.newest(pool, alert, NEWEST, null)
                                .map(newest -> place(behind, newest)));
    }

    private static void mustBeOpen(@Nullable Instant until) {
        if (until == null) {
            throw Problem.notAllowed("break the glass first, and say why").refused();
        }
    }

    private static Place place(Behind behind, List<Recorded> newest) {
        var cleaning = new Cleaning();
        var track = new ArrayList<Fix>();
        cleaning.take(newest).forEach(one -> track.add(one.fix()));
        cleaning.end().forEach(one -> track.add(one.fix()));
        return new Place(track.isEmpty() ? null : track.getLast(), behind.note(), track);
    }
}
