package dev.mayday.guardian;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.AlertView;
import dev.mayday.alert.TimelineEntry;
import dev.mayday.location.Partitions;
import dev.mayday.location.Tracks;
import dev.mayday.location.Tracks.Recorded;
import dev.mayday.notification.Deliveries;
import dev.mayday.notification.DeliveryView;
import dev.mayday.problem.Problem;
import dev.mayday.sharing.SharingReads;
import dev.mayday.sharing.SharingView;
import dev.mayday.wire.AlertId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An alert or a sharing at one moment, or what happened in it since another one: each read in one
 * REPEATABLE READ transaction.
 */
@ApplicationScoped
class Readings {
    private static final int TRACK = 1_000;
    private static final int MOST_MISSED = 2_000;

    private final Pool pool;
    private final AlertReads alerts;
    private final Deliveries deliveries;
    private final Tracks tracks;
    private final Partitions partitions;
    private final SharingReads sharings;
    private final StreamMessages messages;
    private final ObjectMapper json;

    Readings(
            Pool pool,
            AlertReads alerts,
            Deliveries deliveries,
            Tracks tracks,
            Partitions partitions,
            SharingReads sharings,
            StreamMessages messages,
            ObjectMapper json) {
        this.pool = pool;
        this.alerts = alerts;
        this.deliveries = deliveries;
        this.tracks = tracks;
        this.partitions = partitions;
        this.sharings = sharings;
        this.messages = messages;
        this.json = json;
    }

    /**
     * An alert, or a sharing.
     *
     * @param endedAt when places stop being shown to this side; null while the alert goes on
     * @param seq of the last event that it holds
     * @param offset up to which the person's partition of the log was recorded
     */
    record Snapshot(
            @Nullable AlertView alert,
            @Nullable SharingView sharing,
            List<Recorded> track,
            List<DeliveryView> deliveries,
            List<TimelineEntry> timeline,
            @Nullable Instant endedAt,
            long seq,
            long offset) {}

    /** An event as it was stored. @param message null where that side is sent nothing */
    record Event(long seq, @Nullable JsonNode message) {}

    /**
     * @param offset of the next place that is not among these
     * @param whole false where there is more than is read at once
     */
    record Missed(
            List<Event> events,
            List<Recorded> fixes,
            @Nullable Instant endedAt,
            long offset,
            boolean whole) {
        static final Missed NOTHING = new Missed(List.of(), List.of(), null, 0, true);

        static Missed of(
                List<Event> events, List<Recorded> fixes, @Nullable Instant endedAt, long next) {
            boolean more = fixes.size() == MOST_MISSED;
            return new Missed(
                    events,
                    fixes,
                    endedAt,
                    more ? fixes.getLast().offset() + 1 : next,
                    !more && events.size() < MOST_MISSED);
        }
    }

    Uni<Snapshot> snapshot(Watched watched) {
        return watched.isSharing() ? sharing(watched) : alert(watched);
    }

    private Uni<Snapshot> sharing(Watched watched) {
        return reading(connection ->
                sharings.view(connection, watched.id, watched.owner)
                        .flatMap(sharing ->
                                tracks.newest(connection, watched.id, TRACK, null)
                                        .flatMap(track ->
                                                recorded(connection, watched.person)
                                                        .map(offset ->
                                                                new Snapshot(
                                                                        null,
                                                                        sharing,
                                                                        track,
                                                                        List.of(),
                                                                        List.of(),
                                                                        sharing.endsAt(),
                                                                        sharing.version(),
                                                                        offset)))));
    }

    private Uni<Snapshot> alert(Watched watched) {
        return reading(connection ->
                alerts.state(connection, new AlertId(watched.id), watched.owner)
                        .onItem()
                        .ifNull()
                        .failWith(() -> Problem.notFound().refused())
                        .flatMap(state -> {
                            var endedAt = watched.owner ? state.ownerEndedAt() : state.endedAt();
                            return tracks.newest(connection, watched.id, TRACK, endedAt)
                                    .flatMap(track ->
                                            deliveries(connection, watched)
                                                    .flatMap(told ->
                                                            alerts.timeline(
                                                                            connection,
                                                                            new AlertId(watched.id),
                                                                            watched.owner,
                                                                            !watched.guest)
                                                                    .flatMap(entries ->
                                                                            recorded(
                                                                                            connection,
                                                                                            watched.person)
                                                                                    .map(offset ->
                                                                                            new Snapshot(
                                                                                                    watched.guest
                                                                                                            ? state.view()
                                                                                                                    .withoutNames()
                                                                                                            : state
                                                                                                                    .view(),
                                                                                                    null,
                                                                                                    track,
                                                                                                    told,
                                                                                                    entries,
                                                                                                    endedAt,
                                                                                                    state
                                                                                                            .seq(),
                                                                                                    offset)))));
                        }));
    }

    /** What the side of {@code watched} has not been sent yet. */
    Uni<Missed> since(Watched watched, long seq, long offset) {
        return watched.isSharing()
                ? sinceOfSharing(watched, seq, offset)
                : sinceOfAlert(watched, seq, offset);
    }

    /** Of all its changes only the last is told: it holds what the others said. */
    private Uni<Missed> sinceOfSharing(Watched watched, long seq, long offset) {
        return reading(connection ->
                sharings.view(connection, watched.id, watched.owner)
                        .flatMap(sharing ->
                                recorded(connection, watched.person)
                                        .flatMap(next ->
                                                fixes(connection, watched, offset, next)
                                                        .map(fixes ->
                                                                Missed.of(
                                                                        changes(sharing, seq),
                                                                        fixes,
                                                                        sharing.endsAt(),
                                                                        Math.max(next, offset))))));
    }

    private List<Event> changes(SharingView sharing, long seq) {
        return sharing.version() > seq
                ? List.of(new Event(sharing.version(), messages.changed(sharing)))
                : List.of();
    }

    private Uni<Missed> sinceOfAlert(Watched watched, long seq, long offset) {
        return reading(connection ->
                alerts.state(connection, new AlertId(watched.id), watched.owner)
                        .onItem()
                        .ifNull()
                        .failWith(() -> Problem.notFound().refused())
                        .flatMap(state ->
                                events(connection, watched, seq)
                                        .flatMap(events ->
                                                recorded(connection, watched.person)
                                                        .flatMap(next ->
                                                                fixes(
                                                                                connection,
                                                                                watched,
                                                                                offset,
                                                                                next)
                                                                        .map(fixes ->
                                                                                Missed.of(
                                                                                        events,
                                                                                        fixes,
                                                                                        watched.owner
                                                                                                ? state
                                                                                                        .ownerEndedAt()
                                                                                                : state
                                                                                                        .endedAt(),
                                                                                        Math.max(
                                                                                                next,
                                                                                                offset)))))));
    }

    private Uni<List<Recorded>> fixes(
            SqlConnection connection, Watched watched, long offset, long next) {
        return offset >= next
                ? Uni.createFrom().item(List.of())
                : tracks.since(connection, watched.id, offset, MOST_MISSED);
    }

    private Uni<List<DeliveryView>> deliveries(SqlConnection connection, Watched watched) {
        return watched.guest
                ? Uni.createFrom().item(List.of())
                : deliveries.of(connection, new AlertId(watched.id), watched.owner);
    }

    private Uni<List<Event>> events(SqlConnection connection, Watched watched, long seq) {
        var number = watched.owner ? "owner_seq" : "seq";
        return connection
                .preparedQuery(
                        "SELECT "
                                + number
                                + " AS number, "
                                + (watched.owner ? "owner" : "guardian")
                                + " AS message FROM alert_event WHERE alert_id = $1 AND "
                                + number
                                + " > $2 ORDER BY "
                                + number
                                + " LIMIT "
                                + MOST_MISSED)
                .execute(Tuple.of(watched.id, seq))
                .map(rows -> {
                    var events = new ArrayList<Event>();
                    rows.forEach(row -> events.add(new Event(row.getLong("number"), message(row))));
                    return events;
                });
    }

    private @Nullable JsonNode message(Row row) {
        try {
            var text = row.getString("message");
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event can't be read", e);
        }
    }

    private Uni<Long> recorded(SqlConnection connection, UUID person) {
        return connection
                .preparedQuery("SELECT next_offset FROM recorded WHERE partition = $1")
                .execute(Tuple.of(partitions.of(person)))
                .map(rows -> rows.size() == 0 ? 0L : rows.iterator().next().getLong(0));
    }

    private <T> Uni<T> reading(Function<SqlConnection, Uni<T>> read) {
        return pool.withTransaction(connection ->
                connection
                        .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                        .execute()
                        .flatMap(set -> read.apply(connection)));
    }
}
