package dev.mayday.identity;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.wire.Page;
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

/** The account itself, its phone apps and their alarms, and when it was signed in. */
@ApplicationScoped
class HeldAccount implements Held {
    private static final int ALL = 1_000; // an account may have fewer
    private static final String SESSIONS =
            "SELECT id, created_at, ended_at FROM session WHERE person_id = $1 ORDER BY created_at, id";

    private static final String ALARMS =
            """
            SELECT device_id, client_alert_id, pressed_from, pressed_until, a.received_at
            FROM device_alarm a JOIN device d ON d.id = a.device_id WHERE d.person_id = $1 ORDER BY device_id
            """;

    private final Profiles profiles;
    private final Devices devices;
    private final Pool pool;
    private final ObjectMapper json;

    HeldAccount(Profiles profiles, Devices devices, Pool pool, ObjectMapper json) {
        this.profiles = profiles;
        this.devices = devices;
        this.pool = pool;
        this.json = json;
    }

    record Session(UUID id, Instant createdAt, @Nullable Instant endedAt) {}

    /** The last alarm of a device that can't name its alerts. */
    record Alarm(
            UUID deviceId,
            UUID clientAlertId,
            Instant pressedFrom,
            Instant pressedUntil,
            Instant receivedAt) {}

    @Override
    public Multi<HeldFile> of(PersonId me) {
        return Multi.createFrom()
                .items(
                        HeldFile.json("account.json", json, profiles.read(me)),
                        HeldFile.json(
                                "devices.json", json, devices.list(me, null, ALL).map(Page::items)),
                        HeldFile.json("device-alarms.json", json, alarms(me)),
                        HeldFile.json("sessions.json", json, sessions(me)));
    }

    private Uni<List<Session>> sessions(PersonId me) {
        return pool.preparedQuery(SESSIONS)
                .execute(Tuple.of(me.value()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(HeldAccount::session)
                                .toList());
    }

    private Uni<List<Alarm>> alarms(PersonId me) {
        return pool.preparedQuery(ALARMS)
                .execute(Tuple.of(me.value()))
                .map(rows ->
                        StreamSupport.stream(rows.spliterator(), false)
                                .map(HeldAccount::alarm)
                                .toList());
    }

    private static Alarm alarm(Row row) {
        return new Alarm(
                row.getUUID("device_id"),
                row.getUUID("client_alert_id"),
                row.getOffsetDateTime("pressed_from").toInstant(),
                row.getOffsetDateTime("pressed_until").toInstant(),
                row.getOffsetDateTime("received_at").toInstant());
    }

    private static Session session(Row row) {
        var ended = row.getOffsetDateTime("ended_at");
        return new Session(
                row.getUUID("id"),
                row.getOffsetDateTime("created_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }
}
