package dev.mayday.alert;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The last answer of a contact to an alert: acknowledged, declined, or an acknowledgement that went
 * stale.
 */
@Entity
@Table(name = "response")
@IdClass(ResponseEntity.Key.class)
class ResponseEntity {
    static final String ACKNOWLEDGED = "acknowledged";
    static final String DECLINED = "declined";
    static final String STALE = "stale";

    record Key(UUID alert, UUID contact) implements Serializable {}

    @Id
    @Column(name = "alert_id")
    UUID alert;

    @Id
    @Column(name = "contact_id")
    UUID contact;

    String kind;
    String name;
    @Nullable String note;

    @Column(name = "eta_minutes")
    @Nullable Integer etaMinutes;

    Instant at;

    boolean goes() {
        return kind.equals(ACKNOWLEDGED);
    }
}
