package dev.mayday.operator;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.identity.SystemPerson;
import dev.mayday.notification.heartbeat.HeartbeatSettings;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what the overview shows, in a fixed number of statements. */
@ApplicationScoped
class Overviews {
    private static final int MISSED_BEATS = 3;

    /** $1: whose alerts don't count; $2: a day ago. */
    private static final String COUNTS =
            """
            SELECT (SELECT count(*) FROM alert a WHERE a.ended_at IS NULL AND a.person_id <> ALL($1)) AS active,
                   (SELECT count(*) FROM alert a WHERE a.activated_at > $2 AND a.person_id <> ALL($1)) AS activated,
                   (SELECT count(*) FROM delivery d LEFT JOIN alert a ON a.id = d.alert_id
                    WHERE d.state = 'FAILED' AND d.created_at > $2 AND coalesce(a.person_id <> ALL($1), true)) AS failed,
                   (SELECT count(*) FROM delivery d LEFT JOIN alert a ON a.id = d.alert_id
                    WHERE d.state = 'QUEUED' AND coalesce(a.person_id <> ALL($1), true)) AS waiting,
                   (SELECT a.raised_at FROM alert a WHERE a.drill AND a.person_id <> ALL($1)
                    ORDER BY a.id DESC LIMIT 1) AS drill,
                   (SELECT max(d.delivered_at) FROM delivery d
                    WHERE d.channel = 'heartbeat' AND d.purpose = 'alert-raised') AS beat
            """;

    private final Transactions transactions;
    private final JsonRows rows;
    private final ProviderDesk providers;
    private final DeadLetters letters;
    private final MaydayClock clock;
    private final HeartbeatSettings heartbeat;

    Overviews(
            Transactions transactions,
            JsonRows rows,
            ProviderDesk providers,
            DeadLetters letters,
            MaydayClock clock,
            HeartbeatSettings heartbeat) {
        this.transactions = transactions;
        this.rows = rows;
        this.providers = providers;
        this.letters = letters;
        this.clock = clock;
        this.heartbeat = heartbeat;
    }

    record Counts(
            int active,
            int activated,
            int failed,
            int waiting,
            @Nullable Instant drill,
            @Nullable Instant beat) {}

    Uni<Overview> of(Caller.Account reader) {
        var others = new UUID[] {SystemPerson.ID.value(), reader.person().value()};
        var yesterday = clock.now().minus(Duration.ofDays(1));
        return letters.waiting(reader)
                .flatMap(waiting ->
                        transactions.quietly(() ->
                                rows.one(Counts.class, COUNTS, others, yesterday)
                                        .flatMap(counts ->
                                                providers
                                                        .read(reader)
                                                        .map(all ->
                                                                overview(counts, all, waiting)))));
    }

    private Overview overview(
            Counts counts, List<ProviderDesk.Line> all, @Nullable Integer deadLetters) {
        return new Overview(
                new Overview.Alarms(counts.active(), counts.activated()),
                new Overview.Messages(counts.failed(), counts.waiting()),
                new Overview.Health(
                        all.size(), (int) all.stream().filter(one -> !one.well()).count()),
                deadLetters,
                new Overview.LastDrill(counts.drill()),
                new Overview.Heartbeat(counts.beat(), beats(counts.beat())));
    }

    private boolean beats(@Nullable Instant last) {
        var patience = heartbeat.every().multipliedBy(MISSED_BEATS);
        return !heartbeat.on() || last != null && last.plus(patience).isAfter(clock.now());
    }
}
