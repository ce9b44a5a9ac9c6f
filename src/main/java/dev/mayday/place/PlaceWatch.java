package dev.mayday.place;

import dev.mayday.clock.Listening;
import dev.mayday.location.TrackWatch;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Who has places, known by heart: the recorder asks for each fix. Told of each change, and read
 * again where one may have been missed; what was recorded meanwhile is looked at with the next fix.
 */
@ApplicationScoped
class PlaceWatch implements TrackWatch {
    static final String CHANNEL = "mayday_places";
    private static final Logger LOG = Logger.getLogger(PlaceWatch.class);
    private static final long AGAIN_MILLIS = 60_000;

    private final Pool pool;
    private final Vertx vertx;
    private final Listening listening;
    private final Set<UUID> persons = ConcurrentHashMap.newKeySet();

    PlaceWatch(Pool pool, Vertx vertx, Listening listening) {
        this.pool = pool;
        this.vertx = vertx;
        this.listening = listening;
    }

    void start(@Observes StartupEvent event) {
        listening.on(CHANNEL, this::changed);
        listening.onReturn(this::readAll);
        vertx.setPeriodic(0, AGAIN_MILLIS, timer -> readAll());
    }

    @Override
    public boolean concerns(UUID person) {
        return persons.contains(person);
    }

    @Override
    public String timer() {
        return Crossings.KIND;
    }

    private void changed(String person) {
        var id = UUID.fromString(person);
        pool.preparedQuery("SELECT EXISTS (SELECT FROM place WHERE person_id = $1)")
                .execute(Tuple.of(id))
                .subscribe()
                .with(
                        rows -> {
                            if (rows.iterator().next().getBoolean(0)) {
                                persons.add(id);
                            } else {
                                persons.remove(id);
                            }
                        },
                        failure -> LOG.warnf("event=places-not-read"));
    }

    private void readAll() {
        pool.query("SELECT DISTINCT person_id FROM place")
                .execute()
                .subscribe()
                .with(
                        rows -> {
                            var all = new HashSet<UUID>();
                            rows.forEach(row -> all.add(row.getUUID(0)));
                            persons.addAll(all);
                            persons.retainAll(all);
                        },
                        failure -> LOG.debugf("event=places-not-read"));
    }
}
