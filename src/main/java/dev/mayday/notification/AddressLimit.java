package dev.mayday.notification;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.notification.DeliveryView.AttemptView;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps messages from addresses that never said that they want them and were sent many already. A
 * person's first message of the span to an address always goes out, whatever others have sent
 * there; so does the notice of an end, since one who was told must hear of it. What is counted are
 * the deliveries themselves; those of different people in one moment may pass together.
 */
@ApplicationScoped
class AddressLimit {
    /** As an attempt names it. */
    static final String PROVIDER = "limit";

    /** Counted as the owner sees it, so that nothing tells a duress PIN by what is held back. */
    private static final String HELD =
            """
            SELECT p.id
            FROM unnest(CAST($1 AS uuid[]), CAST($2 AS uuid[]), CAST($3 AS uuid[])) AS p(id, channel, alert)
            JOIN channel ch ON ch.id = p.channel AND ch.state = 'unverified' AND ch.address IS NOT NULL
            JOIN alert a ON a.id = p.alert
            CROSS JOIN LATERAL (
                SELECT count(*) AS sent, count(*) FILTER (WHERE t.person_id = a.person_id) AS own
                FROM channel same JOIN delivery d ON d.channel_id = same.id JOIN alert t ON t.id = d.alert_id
                WHERE same.type = ch.type AND md5(lower(same.address)) = md5(lower(ch.address))
                  AND d.created_at > $4 AND d.created_at < coalesce(t.owner_ended_at, 'infinity')
                  AND coalesce(d.owner_state, d.state) <> 'SUPPRESSED' AND d.purpose <> 'alert-ended') told
            WHERE NOT EXISTS (SELECT FROM delivery d WHERE d.id = p.id) AND told.own > 0
              AND (told.sent >= $5
                   OR a.restrained AND EXISTS (SELECT FROM alert o WHERE o.person_id = a.person_id AND o.id <> a.id
                                               AND o.owner_ended_at IS NULL))
            """;

    private final LimitSettings settings;
    private final MaydayClock clock;
    private final boolean limited;

    AddressLimit(
            LimitSettings settings,
            MaydayClock clock,
            @ConfigProperty(name = "mayday.local") boolean local) {
        this.settings = settings;
        this.clock = clock;
        this.limited = !local || settings.locally();
    }

    /** For people, in {@code /deliveries}. */
    String why() {
        return "not sent: this address never confirmed that it wants messages, and was sent many within "
                + settings.span().toMinutes()
                + " min";
    }

    /** The attempt that a message ends with that must not go out. */
    AttemptView attempt(Instant at) {
        return new AttemptView(at, PROVIDER, "rejected", why());
    }

    /** The ids of those that must not go out; one statement, or none where nothing is limited. */
    Uni<Set<UUID>> held(List<Planned> planned) {
        if (!limited) {
            return Uni.createFrom().item(Set.of());
        }
        var asked =
                Planned.each(planned).stream()
                        .filter(each ->
                                each.plan().channelId() != null
                                        && !each.plan().purpose().equals(Purpose.ENDED))
                        .toList();
        if (asked.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return Sql.rows(
                        HELD,
                        Sql.column(asked, UUID[]::new, each -> each.plan().id()),
                        Sql.column(asked, UUID[]::new, each -> each.plan().channelId()),
                        Sql.column(asked, UUID[]::new, Planned.Each::alert),
                        clock.now().minus(settings.span()),
                        (long) settings.messagesToUnverified())
                .map(rows -> rows.stream().map(row -> (UUID) row[0]).collect(Collectors.toSet()));
    }
}
