package dev.mayday.alert;

import dev.mayday.alert.AlertState.Acknowledged;
import dev.mayday.alert.AlertState.Active;
import dev.mayday.alert.AlertState.Cancelled;
import dev.mayday.alert.AlertState.Expired;
import dev.mayday.alert.AlertState.Pending;
import dev.mayday.alert.AlertState.Reason;
import dev.mayday.alert.AlertState.Resolved;
import dev.mayday.clock.Sql;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code alert}: the truth, and beside it what the owner is shown. Changed under the row's
 * lock only.
 */
@Entity
@Table(name = "alert")
class AlertEntity {
    @Id UUID id;

    @Column(name = "person_id", updatable = false)
    UUID person;

    @Column(name = "client_alert_id", updatable = false)
    UUID clientAlertId;

    @Column(updatable = false)
    String kind;

    @Column(updatable = false)
    boolean silent;

    @Column(updatable = false)
    boolean drill;

    @Column(updatable = false)
    @Nullable String note;

    @Column(name = "raised_at", updatable = false)
    Instant raisedAt;

    @Column(name = "received_at", updatable = false)
    Instant receivedAt;

    @Column(name = "activates_at", updatable = false)
    Instant activatesAt;

    @Column(updatable = false)
    @Nullable String location;

    @Column(updatable = false)
    @Nullable String warnings;

    @Column(updatable = false)
    boolean restrained;

    String state;
    int version;
    int round;

    @Column(name = "activated_at")
    @Nullable Instant activatedAt;

    @Column(name = "stale_at")
    @Nullable Instant staleAt;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    @Nullable String reason;

    @Column(name = "ended_by")
    @Nullable String endedBy;

    @Column(name = "duress_at")
    @Nullable Instant duressAt;

    @Column(name = "owner_state")
    String ownerState;

    @Column(name = "owner_version")
    int ownerVersion;

    @Column(name = "owner_ended_at")
    @Nullable Instant ownerEndedAt;

    @Column(name = "owner_by_pin")
    boolean ownerByPin;

    @Column(name = "owner_frozen")
    @Nullable String ownerFrozen;

    /** False for one that a duress PIN raised and that its owner's account can't read at all. */
    @Column(name = "owner_knows", insertable = false, updatable = false)
    boolean ownerKnows;

    /** Written with the events that it counts, by {@link AlertLog}. */
    @Column(name = "event_seq", updatable = false)
    long eventSeq;

    @Column(name = "owner_seq", updatable = false)
    long ownerSeq;

    AlertState state() {
        return switch (state) {
            case "PENDING" -> new Pending(activatesAt);
            case "ACTIVE" -> new Active(round);
            case "ACKNOWLEDGED" -> new Acknowledged(round, staleAt == null ? raisedAt : staleAt);
            case "CANCELLED" -> new Cancelled();
            case "RESOLVED" -> new Resolved(Reason.of(reason == null ? "safe" : reason));
            case "EXPIRED" -> new Expired();
            default -> throw new IllegalStateException("no such state");
        };
    }

    /** Writes the state into its columns; times and the owner's side are the caller's. */
    void become(AlertState next) {
        state = next.wire();
        switch (next) {
            case Pending p -> {}
            case Active active -> {
                round = active.round();
                staleAt = null;
            }
            case Acknowledged acknowledged -> staleAt = acknowledged.staleAt();
            case Resolved resolved -> reason = resolved.reason().wire;
            case Cancelled c -> {}
            case Expired e -> {}
        }
    }

    /** A duress PIN has fixed for good what the owner is shown. */
    boolean frozen() {
        return ownerFrozen != null;
    }

    /** Of {@code alert a}, each by its name: a cached statement outlives a migration. */
    static final String COLUMNS =
            """
            a.id, a.person_id, a.client_alert_id, a.kind, a.silent, a.drill, a.note, a.raised_at, a.received_at, a.activates_at,
            a.location, a.warnings, a.state, a.version, a.round, a.activated_at, a.stale_at, a.ended_at, a.reason, a.ended_by,
            a.duress_at, a.owner_state, a.owner_version, a.owner_ended_at, a.owner_by_pin, a.owner_frozen, a.event_seq, a.owner_seq
            """;

    /** The same from a row that begins with them. It is nobody's to change. */
    static AlertEntity read(Object[] row) {
        var alert = new AlertEntity();
        alert.id = (UUID) row[0];
        alert.person = (UUID) row[1];
        alert.clientAlertId = (UUID) row[2];
        alert.kind = (String) row[3];
        alert.silent = (Boolean) row[4];
        alert.drill = (Boolean) row[5];
        alert.note = (String) row[6];
        alert.raisedAt = ((OffsetDateTime) row[7]).toInstant();
        alert.receivedAt = ((OffsetDateTime) row[8]).toInstant();
        alert.activatesAt = ((OffsetDateTime) row[9]).toInstant();
        alert.location = (String) row[10];
        alert.warnings = (String) row[11];
        alert.state = (String) row[12];
        alert.version = (Integer) row[13];
        alert.round = (Integer) row[14];
        alert.activatedAt = Sql.instant(row[15]);
        alert.staleAt = Sql.instant(row[16]);
        alert.endedAt = Sql.instant(row[17]);
        alert.reason = (String) row[18];
        alert.endedBy = (String) row[19];
        alert.duressAt = Sql.instant(row[20]);
        alert.ownerState = (String) row[21];
        alert.ownerVersion = (Integer) row[22];
        alert.ownerEndedAt = Sql.instant(row[23]);
        alert.ownerByPin = (Boolean) row[24];
        alert.ownerFrozen = (String) row[25];
        alert.eventSeq = (Long) row[26];
        alert.ownerSeq = (Long) row[27];
        return alert;
    }
}
