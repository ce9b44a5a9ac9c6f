package dev.mayday.notification;

import dev.mayday.alert.AlertLog;
import dev.mayday.alert.AlertLog.DeliveryEvent;
import dev.mayday.alert.LockedAlert;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
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
     * What is with these deliveries after the ambient transaction's changes.
     *
     * @param alerts of each delivery, by its id
     * @param settled those that were over for the owner before: the guardians alone are told
     */
    Uni<Void> tell(Map<UUID, LockedAlert> alerts, Set<UUID> settled) {
        return find(alerts.keySet())
                .flatMap(rows ->
                        add(
                                rows,
                                row -> alerts.get(row.id()),
                                row ->
                                        settled.contains(row.id())
                                                ? toGuardians(row)
                                                : toBoth(row)));
    }

    /** As {@link #tell}, of one delivery to its owner alone. */
    Uni<Void> tellOwner(LockedAlert alert, UUID delivery) {
        return find(Set.of(delivery)).flatMap(rows -> appendForOwner(alert, rows));
    }

    /**
     * To the guardians, and to the owner where it may see them.
     *
     * @param alerts of each delivery, by its id
     */
    Uni<Void> append(Map<UUID, LockedAlert> alerts, List<DeliveryRow> rows) {
        return add(rows, row -> alerts.get(row.id()), this::toBoth);
    }

    /** As {@link #append(Map, List)}, of one alert. */
    Uni<Void> append(LockedAlert alert, List<DeliveryRow> rows) {
        return add(rows, row -> alert, this::toBoth);
    }

    /** To the guardians alone: for the owner, this was over before. */
    Uni<Void> appendForGuardians(LockedAlert alert, List<DeliveryRow> rows) {
        return add(rows, row -> alert, this::toGuardians);
    }

    /** To the owner alone: nothing changed in truth. */
    Uni<Void> appendForOwner(LockedAlert alert, List<DeliveryRow> rows) {
        return add(
                rows.stream().filter(row -> row.forOwner() != null).toList(),
                row -> alert,
                row -> new DeliveryEvent(null, write(row.forOwner())));
    }

    private DeliveryEvent toBoth(DeliveryRow row) {
        return new DeliveryEvent(write(row.forGuardians()), write(row.forOwner()));
    }

    private DeliveryEvent toGuardians(DeliveryRow row) {
        return new DeliveryEvent(write(row.forGuardians()), null);
    }

    private Uni<List<DeliveryRow>> find(Set<UUID> deliveries) {
        return deliveries.isEmpty()
                ? Uni.createFrom().item(List.of())
                : this.deliveries.byId(deliveries);
    }

    private Uni<Void> add(
            List<DeliveryRow> rows,
            Function<DeliveryRow, LockedAlert> alert,
            Function<DeliveryRow, DeliveryEvent> event) {
        return log.deliveries(
                rows.stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> alert.apply(row).id().value(),
                                        LinkedHashMap::new,
                                        Collectors.mapping(event, Collectors.toList()))));
    }

    private @Nullable String write(@Nullable DeliveryView view) {
        return view == null ? null : deliveries.write(view);
    }
}
