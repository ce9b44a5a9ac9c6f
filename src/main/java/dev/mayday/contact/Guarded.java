package dev.mayday.contact;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person whom the asking account guards.
 *
 * @param userId whose alerts it sees
 * @param contactId as which contact
 * @param active false until the asking account's e-mail is verified: it guards nobody before
 */
record Guarded(
        UUID userId,
        String name,
        @Nullable String phone,
        UUID contactId,
        Instant since,
        boolean active) {}
