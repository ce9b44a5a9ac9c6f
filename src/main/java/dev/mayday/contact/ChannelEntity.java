package dev.mayday.contact;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of {@code channel}. Like its contact it is never deleted but marked. */
@Entity
@Table(name = "channel")
class ChannelEntity {
    @Id private UUID id;

    @Column(name = "contact_id", updatable = false)
    private UUID contactId;

    @Column(updatable = false)
    private String type;

    @Column(updatable = false)
    private @Nullable String address;

    private String state;

    @Column(updatable = false)
    private @Nullable String secret;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    protected ChannelEntity() {}

    ChannelEntity(
            UUID id, ContactEntity contact, ChannelForm form, ChannelState state, Instant now) {
        this.id = id;
        contactId = contact.id().value();
        type = form.kind().wire();
        address = form.address();
        this.state = state.wire();
        secret = form.kind() == ChannelType.WEBHOOK ? Secret.next() : null;
        createdAt = now;
    }

    void verified() {
        state = ChannelState.VERIFIED.wire();
    }

    void removed(Instant now) {
        removedAt = now;
    }

    UUID id() {
        return id;
    }

    UUID contactId() {
        return contactId;
    }

    ChannelType kind() {
        return ChannelType.of(type).orElseThrow();
    }

    @Nullable String address() {
        return address;
    }

    ChannelState state() {
        return ChannelState.of(state);
    }

    /** Its state as this contact's: who linked an account has proven the way to its browsers. */
    ChannelState stateOf(ContactEntity contact) {
        return kind() == ChannelType.PUSH
                        && contact.isLinked()
                        && state() == ChannelState.UNVERIFIED
                ? ChannelState.VERIFIED
                : state();
    }

    @Nullable String secret() {
        return secret;
    }

    /** Equal for the same way to the same place. */
    String key() {
        return kind().key(address);
    }
}
