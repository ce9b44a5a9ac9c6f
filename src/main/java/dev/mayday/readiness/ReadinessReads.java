package dev.mayday.readiness;

import dev.mayday.clock.MaydayClock;
import dev.mayday.notification.AlertReport;
import dev.mayday.notification.AlertReports;
import dev.mayday.notification.heartbeat.HeartbeatSettings;
import dev.mayday.readiness.Circumstances.Channel;
import dev.mayday.readiness.Circumstances.Contact;
import dev.mayday.readiness.Circumstances.Drill;
import dev.mayday.readiness.Circumstances.Own;
import dev.mayday.readiness.Circumstances.Provider;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Reads what readiness is judged by, in a fixed number of statements. How the providers do is the
 * same for everybody and read once in a while: from the attempts of all nodes, since the one that
 * answers may send nothing itself.
 */
@ApplicationScoped
class ReadinessReads {
    private static final Duration LATELY = Duration.ofMinutes(15);
    private static final Duration KEPT = Duration.ofSeconds(5);

    private static final String OWN =
            """
            SELECT p.email_verified_at IS NOT NULL AS email, p.phone IS NOT NULL AS has_phone,
                   p.phone_verified_at IS NOT NULL AS phone, p.pin_hash IS NOT NULL AS pins,
                   (SELECT CAST(extract(epoch FROM max(d.delivered_at)) * 1000 AS bigint) FROM delivery d
                    WHERE d.channel = 'heartbeat' AND d.purpose = 'alert-raised') AS beat
            FROM person p WHERE p.id = $1
            """;

    private static final String CONTACTS =
            """
            SELECT c.name, c.tier, c.declined_at IS NOT NULL AS declined,
                   (SELECT coalesce(json_agg(json_build_array(ch.type, ch.state) ORDER BY ch.id), '[]'::json) FROM channel ch
                    WHERE ch.contact_id = c.id AND ch.removed_at IS NULL) AS channels
            FROM contact c WHERE c.person_id = $1 AND c.removed_at IS NULL ORDER BY c.tier, c.id
            """;

    private static final String DRILL =
            """
            SELECT id, raised_at FROM alert WHERE person_id = $1 AND drill AND owner_state <> 'CANCELLED'
            ORDER BY id DESC LIMIT 1
            """;

    /** Each webhook is a server of its own: one that is down says nothing of the others. */
    private static final String PROVIDERS =
            """
            WITH lately AS (
                SELECT d.channel, t.provider, t.at, t.outcome, coalesce(d.channel_id, d.id) AS address FROM (
                    SELECT * FROM attempt WHERE at > $1 AND outcome IS NOT NULL AND provider NOT IN ('limit', 'switched-off')
                    ORDER BY at DESC LIMIT 2000) t JOIN delivery d ON d.id = t.delivery_id
            ), judged AS (
                SELECT *, max(at) FILTER (WHERE outcome IN ('accepted', 'delivered'))
                              OVER (PARTITION BY channel, provider) AS worked_at FROM lately
            )
            SELECT channel, provider,
                   CAST(CASE WHEN channel = 'webhook'
                        THEN count(DISTINCT address) FILTER (WHERE outcome = 'retry' AND at > coalesce(worked_at, '-infinity'))
                        ELSE count(*) FILTER (WHERE outcome = 'retry' AND at > coalesce(worked_at, '-infinity'))
                        END AS integer) AS failures
            FROM judged GROUP BY channel, provider ORDER BY channel, provider
            """;

    private final Pool pool;
    private final MaydayClock clock;
    private final AlertReports reports;
    private final HeartbeatSettings heartbeat;
    private final Set<String> channels;
    private final Uni<List<Provider>> providers;

    ReadinessReads(
            Pool pool,
            MaydayClock clock,
            AlertReports reports,
            HeartbeatSettings heartbeat,
            @ConfigProperty(name = "mayday.channels") Set<String> channels) {
        this.pool = pool;
        this.clock = clock;
        this.reports = reports;
        this.heartbeat = heartbeat;
        this.channels = channels;
        this.providers = Uni.createFrom().deferred(this::readProviders).memoize().atLeast(KEPT);
    }

    Uni<Circumstances> of(PersonId person) {
        var id = Tuple.of(person.value());
        return query(OWN, id, row -> row)
                .flatMap(own ->
                        query(CONTACTS, id, ReadinessReads::contact)
                                .flatMap(contacts ->
                                        providers.flatMap(health ->
                                                drill(id)
                                                        .map(drill ->
                                                                circumstances(
                                                                        own.getFirst(),
                                                                        contacts,
                                                                        health,
                                                                        drill)))));
    }

    private Circumstances circumstances(
            Row own, List<Contact> contacts, List<Provider> health, @Nullable Drill drill) {
        var now = clock.now();
        var beat = own.getLong("beat");
        return new Circumstances(
                now,
                new Own(
                        own.getBoolean("email"),
                        own.getBoolean("has_phone"),
                        own.getBoolean("phone"),
                        own.getBoolean("pins")),
                contacts,
                channels,
                health,
                beat == null ? null : Duration.between(Instant.ofEpochMilli(beat), now),
                heartbeat.every(),
                drill);
    }

    private Uni<@Nullable Drill> drill(Tuple person) {
        return query(DRILL, person, row -> row)
                .flatMap(found ->
                        found.isEmpty()
                                ? Uni.createFrom().nullItem()
                                : reports.of(new AlertId(found.getFirst().getUUID("id")))
                                        .map(report -> drill(found.getFirst(), report)));
    }

    private static @Nullable Drill drill(Row row, @Nullable AlertReport report) {
        return report == null
                ? null
                : new Drill(
                        row.getOffsetDateTime("raised_at").toInstant(),
                        report.reachedAll(),
                        report.missed().stream().map(AlertReport.Missed::contactName).toList());
    }

    private Uni<List<Provider>> readProviders() {
        return query(
                PROVIDERS,
                Tuple.of(clock.now().minus(LATELY).atOffset(ZoneOffset.UTC)),
                row ->
                        new Provider(
                                row.getString("channel"),
                                row.getString("provider"),
                                row.getInteger("failures")));
    }

    private static Contact contact(Row row) {
        var channels = (JsonArray) row.getValue("channels");
        return new Contact(
                row.getString("name"),
                row.getInteger("tier"),
                row.getBoolean("declined"),
                IntStream.range(0, channels.size())
                        .mapToObj(channels::getJsonArray)
                        .map(one -> new Channel(one.getString(0), one.getString(1)))
                        .toList());
    }

    private <T> Uni<List<T>> query(String sql, Tuple values, Function<Row, T> read) {
        return pool.preparedQuery(sql)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(read).toList());
    }
}
