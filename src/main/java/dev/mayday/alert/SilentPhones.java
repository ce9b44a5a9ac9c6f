package dev.mayday.alert;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.OneAtATime;
import dev.mayday.clock.Roles;
import dev.mayday.clock.Roles.Role;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Says in the timeline of an open alert when its phone falls silent, comes back, or is low on
 * battery. Nothing of it is on the way of a trigger or of a place: it looks at the open alerts, so
 * many at a time and in turn, however many there are.
 */
@ApplicationScoped
class SilentPhones {
    private static final Logger LOG = Logger.getLogger(SilentPhones.class);
    private static final int AT_ONCE = 1_000;

    /** In one transaction, which holds their alerts so long. */
    private static final int TOGETHER = 50;

    private static final Open FIRST = new Open(new UUID(0, 0), new UUID(0, 0));

    /** In the order of an index that there is. */
    private static final String OPEN =
            "SELECT person_id, id FROM alert WHERE ended_at IS NULL AND (person_id, id) > ($1, $2) ORDER BY person_id, id LIMIT "
                    + AT_ONCE;

    /**
     * Of which alerts there is something to say. A phone of which nothing ever came has not fallen
     * silent; a battery is no longer low some way above the limit.
     */
    private static final String NEWS =
            """
            SELECT * FROM (
                SELECT f.*, f.received_at < CASE WHEN f.low THEN CAST($5 AS timestamptz) ELSE $2 END AS silent FROM (
                    SELECT a.id, coalesce(p.silent, false) AS was_silent, coalesce(p.low_battery, false) AS was_low, x.received_at,
                           CASE WHEN x.battery IS NULL THEN coalesce(p.low_battery, false)
                                WHEN p.low_battery THEN x.battery <= $3 + 5 ELSE x.battery <= $3 END AS low
                    FROM alert a LEFT JOIN alert_phone p ON p.alert_id = a.id
                    CROSS JOIN LATERAL (SELECT received_at, battery FROM fix WHERE subject_id = a.id ORDER BY at DESC LIMIT 1) x
                    WHERE a.id = ANY($1) AND a.activated_at IS NOT NULL AND a.ended_at IS NULL AND coalesce(p.said, 0) < $4) f
                ) n WHERE n.silent <> n.was_silent OR n.low <> n.was_low
            """;

    /**
     * Of those that still are as they were said to be. Under their alerts' locks: whoever changes
     * it says it.
     */
    private static final String SAID =
            """
            INSERT INTO alert_phone AS p (alert_id, silent, low_battery)
            SELECT n.id, n.silent, n.low
            FROM unnest(CAST($1 AS uuid[]), CAST($2 AS boolean[]), CAST($3 AS boolean[]), CAST($4 AS boolean[]), CAST($5 AS boolean[]))
                 AS n(id, was_silent, was_low, silent, low)
            LEFT JOIN alert_phone o ON o.alert_id = n.id
            WHERE coalesce(o.silent, false) = n.was_silent AND coalesce(o.low_battery, false) = n.was_low
            ON CONFLICT (alert_id) DO UPDATE SET silent = excluded.silent, low_battery = excluded.low_battery, said = p.said + 1
            RETURNING p.alert_id
            """;

    private final Vertx vertx;
    private final Roles roles;
    private final Pool pool;
    private final Transactions transactions;
    private final AlertLog log;
    private final MaydayClock clock;
    private final AlertSettings settings;
    private final OneAtATime look;
    private Open next = FIRST;

    SilentPhones(
            Vertx vertx,
            Roles roles,
            Pool pool,
            Transactions transactions,
            AlertLog log,
            MaydayClock clock,
            AlertSettings settings) {
        this.vertx = vertx;
        this.roles = roles;
        this.pool = pool;
        this.transactions = transactions;
        this.log = log;
        this.clock = clock;
        this.settings = settings;
        this.look = new OneAtATime(this::look, failure -> LOG.warn("event=phones-look-failed"));
    }

    private record Open(UUID person, UUID alert) {}

    /** How a phone was said to be, and how it is. */
    private record News(
            UUID alert, boolean wasSilent, boolean wasLow, boolean silent, boolean low) {
        static News of(Row row) {
            return new News(
                    row.getUUID("id"),
                    row.getBoolean("was_silent"),
                    row.getBoolean("was_low"),
                    row.getBoolean("silent"),
                    row.getBoolean("low"));
        }

        /** The types of the entries that say it. That a battery has been charged is not said. */
        List<String> types() {
            var types = new ArrayList<String>();
            if (low && !wasLow) {
                types.add("battery-low");
            }
            if (silent != wasSilent) {
                types.add(silent ? "location-silent" : "location-back");
            }
            return types;
        }
    }

    void start(@Observes StartupEvent event) {
        if (roles.has(Role.CLOCK) && !settings.phonesEvery().isZero()) {
            vertx.setPeriodic(settings.phonesEvery().toMillis(), timer -> look.run());
        }
    }

    private Uni<?> look() {
        return open().flatMap(this::news)
                .flatMap(news ->
                        Multi.createFrom()
                                .iterable(news)
                                .group()
                                .intoLists()
                                .of(TOGETHER)
                                .onItem()
                                .transformToUniAndConcatenate(this::say)
                                .collect()
                                .last());
    }

    /** The next open alerts; after the last it begins anew. */
    private Uni<UUID[]> open() {
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(next.person, next.alert))
                .map(rows -> {
                    var ids = new ArrayList<UUID>();
                    var last = next;
                    for (var row : rows) {
                        last = new Open(row.getUUID(0), row.getUUID(1));
                        ids.add(last.alert);
                    }
                    next = ids.size() < AT_ONCE ? FIRST : last;
                    return ids.toArray(UUID[]::new);
                });
    }

    private Uni<List<News>> news(UUID[] alerts) {
        if (alerts.length == 0) {
            return Uni.createFrom().item(List.of());
        }
        var now = clock.now().atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(NEWS)
                .execute(
                        Tuple.of(
                                alerts,
                                now.minus(settings.silentAfter()),
                                settings.lowBattery(),
                                settings.mostOfPhone(),
                                now.minus(settings.silentAfter().multipliedBy(2))))
                .map(rows -> {
                    var news = new ArrayList<News>();
                    rows.forEach(row -> news.add(News.of(row)));
                    return news;
                });
    }

    /** Under their alerts' locks, of those that go on. */
    private Uni<Void> say(List<News> all) {
        return transactions.write(() ->
                LockedAlerts.lock(all.stream().map(News::alert).toList())
                        .flatMap(held -> {
                            var open = new HashMap<UUID, AlertEntity>();
                            held.stream()
                                    .filter(alert -> alert.endedAt == null)
                                    .forEach(alert -> open.put(alert.id, alert));
                            return say(
                                    all.stream()
                                            .filter(news -> open.containsKey(news.alert))
                                            .toList(),
                                    open);
                        }));
    }

    private Uni<Void> say(List<News> all, Map<UUID, AlertEntity> alerts) {
        return Sql.rows(
                        SAID,
                        Sql.column(all, UUID[]::new, News::alert),
                        Sql.column(all, Boolean[]::new, News::wasSilent),
                        Sql.column(all, Boolean[]::new, News::wasLow),
                        Sql.column(all, Boolean[]::new, News::silent),
                        Sql.column(all, Boolean[]::new, News::low))
                .flatMap(rows -> {
                    var changed =
                            rows.stream().map(row -> (UUID) row[0]).collect(Collectors.toSet());
                    return log.append(
                            all.stream()
                                    .filter(news ->
                                            changed.contains(news.alert) && !news.types().isEmpty())
                                    .map(news ->
                                            said(
                                                    news,
                                                    Objects.requireNonNull(alerts.get(news.alert))))
                                    .toList());
                });
    }

    private AlertLog.Change said(News news, AlertEntity alert) {
        var change = log.change(alert);
        news.types()
                .forEach(type -> change.entry(type, By.SYSTEM, null, null, null, !alert.frozen()));
        return change;
    }
}
