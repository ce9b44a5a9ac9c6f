package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.outbox.Rights;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
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
            SELECT id, name, created_at FROM device
            WHERE person_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3
            """;

    private final Pool pool;
    private final Accounts accounts;
    private final Rights rights;
    private final Transactions transactions;
    private final MaydayClock clock;

    Devices(
            Pool pool,
            Accounts accounts,
            Rights rights,
            Transactions transactions,
            MaydayClock clock) {
        this.pool = pool;
        this.accounts = accounts;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @param token only in the answer that makes it
     */
    record Device(UUID id, String name, Instant createdAt, @Nullable String token) {}

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
                row.getOffsetDateTime("created_at").toInstant(),
                null);
    }

    /** Fails with too-many-devices. */
    Uni<Device> add(PersonId me, String name) {
        return transactions.quietly(
                () -> accounts.lock(me).flatMap(locked -> few(me)).flatMap(few -> made(me, name)));
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

    private Uni<Device> made(PersonId me, String name) {
        var token = Opaque.random();
        var row = new DeviceEntity();
        row.id = Ids.next();
        row.personId = me.value();
        row.name = name;
        row.tokenHash = token.hash();
        row.createdAt = clock.now();
        return Panache.getSession()
                .flatMap(session -> session.persist(row))
                .invoke(() -> LOG.infof("event=device-added person=%s device=%s", me, row.id))
                .map(done -> new Device(row.id, row.name, row.createdAt, token.text()));
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
