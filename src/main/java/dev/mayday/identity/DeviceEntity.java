package dev.mayday.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A phone app's row: its token is stored as a hash. */
@Entity
@Table(name = "device")
class DeviceEntity {
    @Id UUID id;

    @Column(name = "person_id", nullable = false)
    UUID personId;

    @Column(nullable = false)
    String name;

    @Column(name = "token_hash", nullable = false)
    byte[] tokenHash;

    /** Whether a manual report of the app is a call for help. */
    @Column(name = "manual_alarm", nullable = false)
    boolean manualAlarm;

    @Column(name = "created_at", nullable = false)
    Instant createdAt;
}
