package dev.mayday.operator;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Providers;
import dev.mayday.notification.Providers.Provider;
import dev.mayday.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The providers: how they do, by the attempts of all nodes, and their switches. */
@ApplicationScoped
class ProviderDesk {
    private static final Duration LATELY = Duration.ofHours(1);

    /** One at a time, so that no two switch off the last two of a channel at once. */
    private static final String ONE_AT_A_TIME =
            "SELECT CAST(pg_advisory_xact_lock(hashtext('mayday.providers')) AS text)";

    /**
     * Of the newest, so that a console that is open costs a crowd's alerts no more. Each webhook is
     * a server of its own: one that is down says nothing of the others.
     */
    private static final String LATELY_TRIED =
            """
            WITH lately AS (
                SELECT d.channel, t.provider AS name, t.at, t.outcome, t.detail, coalesce(d.channel_id, d.id) AS address
                FROM (SELECT * FROM attempt WHERE at > $1 AND outcome IS NOT NULL AND provider NOT IN ('limit', 'switched-off')
                      ORDER BY at DESC LIMIT 20000) t
                JOIN delivery d ON d.id = t.delivery_id LEFT JOIN alert a ON a.id = d.alert_id
                WHERE a.person_id IS DISTINCT FROM $2
            ), judged AS (
                SELECT *, coalesce(max(at) FILTER (WHERE outcome <> 'retry') OVER (PARTITION BY channel, name), '-infinity') AS answered_at
                FROM lately
            )
            SELECT channel, name, count(*) AS attempts, count(*) FILTER (WHERE outcome = 'retry') AS failures,
                   CASE WHEN channel = 'webhook' THEN count(DISTINCT address) FILTER (WHERE outcome = 'retry' AND at > answered_at)
                        ELSE count(*) FILTER (WHERE outcome = 'retry' AND at > answered_at) END AS "inARow",
                   max(at) FILTER (WHERE outcome IN ('accepted', 'delivered')) AS "lastSuccessAt",
                   max(at) FILTER (WHERE outcome = 'retry') AS "lastFailureAt",
                   (array_agg(detail ORDER BY at DESC) FILTER (WHERE outcome = 'retry'))[1] AS "lastFailure"
            FROM judged GROUP BY channel, name
            """;

    private static final String SWITCHES =
            """
            SELECT provider, enabled, reason, switched_at AS "switchedAt" FROM provider_switch
            """;

    private final Transactions transactions;
    private final JsonRows rows;
    private final AuditLog audit;
    private final Providers providers;
    private final MaydayClock clock;
    private final NotificationSettings settings;

    ProviderDesk(
            Transactions transactions,
            JsonRows rows,
            AuditLog audit,
            Providers providers,
            MaydayClock clock,
            NotificationSettings settings) {
        this.transactions = transactions;
        this.rows = rows;
        this.audit = audit;
        this.providers = providers;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * What is asked of a switch.
     *
     * @param reason for people, at most 500 characters
     * @param force also where no other provider of a channel is on
     */
    record Switch(@Nullable Boolean enabled, @Nullable String reason, @Nullable Boolean force) {}

    /**
     * A provider of one channel; what is said of its messages is of the last hour, and of the
     * 20,000 newest attempts of all in it.
     *
     * @param position 1 is tried first
     * @param reason why it was switched
     * @param health up, open (passed over: too many failures in a row), half-open (tried again now
     *     and then) or unknown
     */
    @Schema(name = "OperatorProvider")
    record Line(
            String name,
            String channel,
            int position,
            boolean enabled,
            @Nullable String reason,
            @Nullable Instant switchedAt,
            String health,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String lastFailure,
            int attemptsLastHour,
            int failuresLastHour) {

        boolean well() {
            return enabled && (health.equals("up") || health.equals("unknown"));
        }
    }

    record Tried(
            String channel,
            String name,
            int attempts,
            int failures,
            int inARow,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastFailureAt,
            @Nullable String lastFailure) {}

    record Switched(
            String provider, boolean enabled, @Nullable String reason, Instant switchedAt) {}

    Uni<List<Line>> list(Caller.Account reader) {
        return transactions.quietly(() -> read(reader));
    }

    /** In the ambient transaction: two statements. */
    Uni<List<Line>> read(Caller.Account reader) {
        var now = clock.now();
        return rows.all(Tried.class, LATELY_TRIED, now.minus(LATELY), reader.person().value())
                .flatMap(tried ->
                        rows.all(Switched.class, SWITCHES)
                                .map(switched -> lines(tried, switched, now)));
    }

    /** Fails with not-found, invalid-…, last-provider. @return that provider, in each channel */
    Uni<List<Line>> switchTo(Caller.Account operator, String name, Switch asked) {
        if (providers.all().stream().noneMatch(one -> one.name().equals(name))) {
            return Uni.createFrom().failure(Problem.notFound().refused());
        }
        var enabled = asked.enabled();
        if (enabled == null) {
            return Uni.createFrom()
                    .failure(Problem.invalid("enabled", "must be true or false").refused());
        }
        var reason = Reason.of(asked.reason(), 0);
        return transactions.write(() ->
                Sql.rows(ONE_AT_A_TIME)
                        .flatMap(alone -> read(operator))
                        .invoke(all -> {
                            if (!enabled && !Boolean.TRUE.equals(asked.force())) {
                                notTheLast(all, name);
                            }
                        })
                        .flatMap(all -> providers.switchTo(name, enabled, reason))
                        .flatMap(done ->
                                audit.add(
                                        operator,
                                        enabled ? Action.SWITCH_ON : Action.SWITCH_OFF,
                                        null,
                                        "provider/" + name,
                                        reason))
                        .flatMap(done -> read(operator))
                        .map(all -> all.stream().filter(one -> one.name().equals(name)).toList()));
    }

    private static void notTheLast(List<Line> all, String name) {
        for (var one : all) {
            boolean others =
                    all.stream()
                            .anyMatch(other ->
                                    other.channel().equals(one.channel())
                                            && !other.name().equals(name)
                                            && other.enabled());
            if (one.name().equals(name) && !others) {
                throw Problem.conflict(
                                "last-provider",
                                "nobody else takes messages of "
                                        + one.channel()
                                        + "; with \"force\":true they wait")
                        .refused();
            }
        }
    }

    private List<Line> lines(List<Tried> tried, List<Switched> switched, Instant now) {
        var tries =
                tried.stream()
                        .collect(
                                Collectors.toMap(
                                        one -> one.channel() + " " + one.name(),
                                        Function.identity()));
        var switches = switched.stream().collect(Collectors.toMap(Switched::provider, one -> one));
        return providers.all().stream()
                .map(one -> line(one, tries.get(one.channel() + " " + one.name()), switches, now))
                .toList();
    }

    private Line line(
            Provider one, @Nullable Tried tried, Map<String, Switched> switches, Instant now) {
        var switched = switches.get(one.name());
        return new Line(
                one.name(),
                one.channel(),
                one.position(),
                switched == null || switched.enabled(),
                switched == null ? null : switched.reason(),
                switched == null ? null : switched.switchedAt(),
                health(tried, now),
                tried == null ? null : tried.lastSuccessAt(),
                tried == null ? null : tried.lastFailureAt(),
                tried == null ? null : tried.lastFailure(),
                tried == null ? 0 : tried.attempts(),
                tried == null ? 0 : tried.failures());
    }

    /** As the breakers of the workers see it, each of which knows its own messages alone. */
    private String health(@Nullable Tried tried, Instant now) {
        if (tried == null) {
            return "unknown";
        }
        var failed = tried.lastFailureAt();
        if (failed == null || tried.inARow() < settings.breakAfter()) {
            return "up";
        }
        return failed.plus(settings.breakFor()).isAfter(now) ? "open" : "half-open";
    }
}
