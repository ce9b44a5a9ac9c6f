package dev.mayday.notification;

import dev.mayday.alert.AlertLog;
import dev.mayday.alert.AlertLog.DeliveryEvent;
import dev.mayday.alert.LockedAlert;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says in the alert's stream what now is with its deliveries, under the alert's lock. */
@ApplicationScoped
class DeliveryEvents {
    private final AlertLog log;
    private final Deliveries deliveries;

    DeliveryEvents(AlertLog log, Deliveries deliveries) {
        this.log = log;
        this.deliveries = deliveries;
    }

    /**
     * What is with this delivery after the ambient transaction's changes.
     *
     * @param settled whether for the owner it was over before
     */
    Uni<Void> tell(LockedAlert alert, UUID delivery, boolean settled) {
        return Panache.getSession()
                .flatMap(session -> session.flush())
                .flatMap(done -> deliveries.byId(List.of(delivery)))
                .flatMap(rows -> settled ? appendForGuardians(alert, rows) : append(alert, rows));
    }

    /** As {@link #tell}, to the owner alone. */
    Uni<Void> tellOwner(LockedAlert alert, UUID delivery) {
        return Panache.getSession()
                .flatMap(session -> session.flush())
                .flatMap(done -> deliveries.byId(List.of(delivery)))
                .flatMap(rows -> appendForOwner(alert, rows));
    }

    /** To the guardians, and to the owner where it may see them. */
    Uni<Void> append(LockedAlert alert, List<DeliveryRow> rows) {
        return add(
                alert,
                rows.stream()
                        .map(row ->
                                new DeliveryEvent(write(row.forGuardians()), write(row.forOwner())))
                        .toList());
    }

    /** To the guardians alone: for the owner, this was over before. */
    Uni<Void> appendForGuardians(LockedAlert alert, List<DeliveryRow> rows) {
        return add(
                alert,
                rows.stream()
                        .map(row -> new DeliveryEvent(write(row.forGuardians()), null))
                        .toList());
    }

    /** To the owner alone: nothing changed in truth. */
    Uni<Void> appendForOwner(LockedAlert alert, List<DeliveryRow> rows) {
        return add(
                alert,
                rows.stream()
                        .filter(row -> row.forOwner() != null)
                        .map(row -> new DeliveryEvent(null, write(row.forOwner())))
                        .toList());
    }

    private Uni<Void> add(LockedAlert alert, List<DeliveryEvent> events) {
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : log.deliveries(alert.id().value(), events);
    }

    private @Nullable String write(@Nullable DeliveryView view) {
        return view == null ? null : deliveries.write(view);
    }
}
