package dev.mayday.identity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** An account's row. Read it with a lock where a change depends on what it was. */
@Entity
@DynamicUpdate
@Table(name = "person")
class PersonEntity {
    @Id UUID id;

    @Column(nullable = false)
    String email;

    @Nullable
    @Column(name = "email_verified_at")
    Instant emailVerifiedAt;

    @Column(nullable = false)
    String name;

    @Nullable String phone;

    @Nullable
    @Column(name = "phone_verified_at")
    Instant phoneVerifiedAt;

    @Column(nullable = false)
    String locale;

    @Column(name = "time_zone", nullable = false)
    String timeZone;

    @Column(name = "password_hash", nullable = false)
    String passwordHash;

    @Nullable
    @Column(name = "pin_hash")
    String pinHash;

    @Nullable
    @Column(name = "duress_pin_hash")
    String duressPinHash;

    @Column(name = "pin_failures", nullable = false)
    int pinFailures;

    @Nullable
    @Column(name = "pin_locked_until")
    Instant pinLockedUntil;

    @Column(name = "created_at", nullable = false, updatable = false)
    Instant createdAt;
}
