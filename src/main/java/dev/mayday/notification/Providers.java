package dev.mayday.notification;

import dev.mayday.clock.Listening;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Who takes messages from us, and which of them an operator has switched off. A switch is a row;
 * its change is told to every node in its transaction, and each then reads what stands. Workers
 * read it with each of their looks too, and before they send anything.
 */
@ApplicationScoped
public class Providers {
    /** By whom a message is tried, on record, while all providers of its channel are off. */
    static final String NOBODY = "switched-off";

    private static final Logger LOG = Logger.getLogger(Providers.class);
    private static final String CHANGED = "mayday_providers";
    private static final String OFF = "SELECT provider FROM provider_switch WHERE NOT enabled";

    private static final String SWITCH =
            """
            INSERT INTO provider_switch (provider, enabled, reason, switched_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (provider) DO UPDATE
            SET enabled = excluded.enabled, reason = excluded.reason, switched_at = excluded.switched_at
            """;

    /** What found nobody waits no longer. */
    private static final String GO_ON =
            """
            UPDATE delivery d SET retry_at = $1 WHERE d.state = 'QUEUED' AND d.retry_at > $1 AND d.channel = ANY($2)
              AND EXISTS (SELECT FROM attempt t WHERE t.delivery_id = d.id AND t.number = d.tries AND t.provider = $3)
            """;

    private final Senders senders;
    private final Listening listening;
    private final Pool pool;
    private final MaydayClock clock;
    private volatile Set<String> off = Set.of();

    Providers(Senders senders, Listening listening, Pool pool, MaydayClock clock) {
        this.senders = senders;
        this.listening = listening;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * One that is set up. The same may serve several channels.
     *
     * @param position among those of its channel, from 1: the first is tried first
     */
    public record Provider(String channel, String name, int position) {}

    void start(@Observes StartupEvent event) {
        listening.on(CHANGED, ignored -> look());
        listening.onReturn(this::look);
    }

    /** All, by channel and position, but for the service's own sink. */
    public List<Provider> all() {
        var all = new ArrayList<Provider>();
        for (String channel : senders.channels()) {
            int position = 0;
            for (var sender : senders.of(channel)) {
                position++;
                if (!channel.equals("heartbeat")) {
                    all.add(new Provider(channel, sender.provider(), position));
                }
            }
        }
        return all;
    }

    /** Switches it, in the ambient transaction; every node obeys from its commit on. */
    public Uni<Void> switchTo(String name, boolean enabled, @Nullable String reason) {
        var now = clock.now();
        var channels =
                all().stream()
                        .filter(one -> one.name().equals(name))
                        .map(Provider::channel)
                        .toArray(String[]::new);
        return Sql.change(SWITCH, name, enabled, reason, now)
                .flatMap(done ->
                        enabled
                                ? Sql.change(GO_ON, now, channels, NOBODY)
                                : Uni.createFrom().item(0))
                .flatMap(done -> Sql.tell(CHANGED, name));
    }

    boolean on(String provider) {
        return !off.contains(provider);
    }

    Uni<Void> read() {
        return pool.query(OFF)
                .execute()
                .invoke(rows -> {
                    var found = new HashSet<String>();
                    rows.forEach(row -> found.add(row.getString(0)));
                    off = Set.copyOf(found);
                })
                .replaceWithVoid();
    }

    private void look() {
        read().subscribe()
                .with(
                        done -> {},
                        failure ->
                                LOG.warnf(
                                        "event=providers-not-read cause=%s",
                                        failure.getClass().getSimpleName()));
    }
}
