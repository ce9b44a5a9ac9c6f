package dev.mayday.contact;

import dev.mayday.wire.ContactId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code contact}. It is never deleted but marked: an open alert may still need it. */
@Entity
@Table(name = "contact")
class ContactEntity {
    @Id private UUID id;

    @Column(name = "person_id", updatable = false)
    private UUID personId;

    private String name;
    private @Nullable String relationship;
    private int tier;
    private String locale;

    @Column(name = "time_zone")
    private String timeZone;

    private boolean discreet;

    @Column(name = "guardian_id")
    private @Nullable UUID guardianId;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "invited_at")
    private @Nullable Instant invitedAt;

    @Column(name = "accepted_at")
    private @Nullable Instant acceptedAt;

    @Column(name = "linked_at")
    private @Nullable Instant linkedAt;

    @Column(name = "declined_at")
    private @Nullable Instant declinedAt;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    protected ContactEntity() {}

    ContactEntity(Owner owner, ContactForm form, Instant now) {
        id = Ids.next();
        personId = owner.id().value();
        name = form.name();
        relationship = emptyToNull(form.relationship());
        tier = Objects.requireNonNullElse(form.tier(), 1);
        locale = Objects.requireNonNullElse(form.locale(), owner.locale());
        timeZone = Objects.requireNonNullElse(form.timeZone(), owner.timeZone());
        discreet = Objects.requireNonNullElse(form.discreet(), false);
        createdAt = now;
    }

    void change(ContactChange change) {
        name = Objects.requireNonNullElse(change.name(), name);
        relationship =
                change.relationship() == null ? relationship : emptyToNull(change.relationship());
        tier = Objects.requireNonNullElse(change.tier(), tier);
        locale = Objects.requireNonNullElse(change.locale(), locale);
        timeZone = Objects.requireNonNullElse(change.timeZone(), timeZone);
        discreet = Objects.requireNonNullElse(change.discreet(), discreet);
    }

    void invited(Instant now) {
        invitedAt = now;
    }

    void removed(Instant now) {
        removedAt = now;
    }

    ContactId id() {
        return new ContactId(id);
    }

    PersonId person() {
        return new PersonId(personId);
    }

    String name() {
        return name;
    }

    @Nullable String relationship() {
        return relationship;
    }

    int tier() {
        return tier;
    }

    String locale() {
        return locale;
    }

    String timeZone() {
        return timeZone;
    }

    boolean discreet() {
        return discreet;
    }

    boolean isLinked() {
        return guardianId != null && !isDeclined();
    }

    boolean isDeclined() {
        return declinedAt != null;
    }

    /** How the contact answered: declined, accepted, sent; null where nobody was asked. */
    @Nullable String invitation() {
        if (declinedAt != null) {
            return "declined";
        }
        if (acceptedAt != null) {
            return "accepted";
        }
        return invitedAt == null ? null : "sent";
    }

    private static @Nullable String emptyToNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
