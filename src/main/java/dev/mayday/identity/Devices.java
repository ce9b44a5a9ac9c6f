package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.outbox.Rights;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Line;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Phone apps that can't sign in, each with a token of its own. */
@ApplicationScoped
class Devices {
    private static final Logger LOG = Logger.getLogger(Devices.class);
    private static final int MOST = 50;
    private static final String LIST =
            """
            SELECT id, name, manual_alarm, created_at FROM device
            WHERE person_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """;

    private static final String CHANGE =
            """
            UPDATE device SET name = coalesce($3, name), manual_alarm = coalesce($4, manual_alarm)
            WHERE id = $1 AND person_id = $2 RETURNING id, name, manual_alarm, created_at
            """;

    private final Pool pool;
    private final Accounts accounts;
    private final Rights rights;
    private final Transactions transactions;
    private final MaydayClock clock;
    private final DeviceSetup setup;

    Devices(
            Pool pool,
            Accounts accounts,
            Rights rights,
            Transactions transactions,
            MaydayClock clock,
            DeviceSetup setup) {
        this.pool = pool;
        this.accounts = accounts;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.setup = setup;
    }

    /**
     * @param manualAlarm whether a manual report of the app (OwnTracks has one) is a call for help
     * @param token only in the answer that makes it
     * @param setup how an app is given the token; only in the answer that makes it
     */
    record Device(
            UUID id,
            String name,
            boolean manualAlarm,
            Instant createdAt,
            @Nullable String token,
            DeviceSetup.@Nullable Links setup) {

        @Override
        public String toString() {
            return "Device[" + id + "]";
        }
    }

    /** What is absent stays. */
    record Change(@Nullable String name, @Nullable Boolean manualAlarm) {
        Change {
            name = name == null ? null : Line.name("name", name);
        }
    }

    Uni<Page<Device>> list(PersonId me, @Nullable UUID after, int limit) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.of(me.value(), after, limit + 1))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(Devices::device)
                                .toList())
                .map(devices -> Page.of(devices, limit, Device::id));
    }

    private static Device device(Row row) {
        return new Device(
                row.getUUID("id"),
                row.getString("name"),
                row.getBoolean("manual_alarm"),
                row.getOffsetDateTime("created_at").toInstant(),
                null,
                null);
    }

    /** Fails with too-many-devices. */
    Uni<Device> add(PersonId me, String name, boolean manualAlarm) {
        return transactions.quietly(() ->
                accounts.lock(me)
                        .call(account -> few(me))
                        .flatMap(account -> made(me, account.email, name, manualAlarm)));
    }

    private static Uni<Void> few(PersonId me) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createQuery(
                                        "select count(*) from DeviceEntity where personId = :me",
                                        Long.class)
                                .setParameter("me", me.value())
                                .getSingleResult())
                .flatMap(count ->
                        count < MOST
                                ? Uni.createFrom().voidItem()
                                : Uni.createFrom().failure(tooMany().refused()));
    }

    private static Problem tooMany() {
        return Problem.conflict("too-many-devices", "an account may have " + MOST);
    }

    private Uni<Device> made(PersonId me, String email, String name, boolean manualAlarm) {
        var token = Opaque.random();
        var row = new DeviceEntity();
        row.id = Ids.next();
        row.personId = me.value();
        row.name = name;
        row.manualAlarm = manualAlarm;
        row.tokenHash = token.hash();
        row.createdAt = clock.now();
        return Panache.getSession()
                .flatMap(session -> session.persist(row))
                .invoke(() -> LOG.infof("event=device-added person=%s device=%s", me, row.id))
                .map(done ->
                        new Device(
                                row.id,
                                row.name,
                                row.manualAlarm,
                                row.createdAt,
                                token.text(),
                                setup.links(email, row.name, token.text())));
    }

    /** Fails with not-found. */
    Uni<Device> change(PersonId me, UUID device, Change change) {
        return pool.preparedQuery(CHANGE)
                .execute(Tuple.of(device, me.value(), change.name, change.manualAlarm))
                .map(rows -> {
                    var changed = rows.iterator();
                    if (!changed.hasNext()) {
                        throw Problem.notFound().refused();
                    }
                    return device(changed.next());
                });
    }

    /** Its token opens nothing any more, and its sockets end. Fails with not-found. */
    Uni<Void> remove(PersonId me, UUID device) {
        return transactions.quietly(() ->
                Panache.getSession()
                        .flatMap(session ->
                                session.createMutationQuery(
                                                "delete DeviceEntity where id = :device and personId = :me")
                                        .setParameter("device", device)
                                        .setParameter("me", me.value())
                                        .executeUpdate())
                        .flatMap(rows ->
                                rows == 1
                                        ? rights.changed(me.value())
                                        : Uni.createFrom().failure(Problem.notFound().refused())));
    }
}
