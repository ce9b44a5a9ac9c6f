package dev.mayday.identity;

import dev.mayday.wire.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account as its owner reads it.
 *
 * @param phone E.164
 * @param locale a BCP 47 tag
 * @param timeZone an IANA name
 * @param pinSet whether calling off an alert needs a PIN
 * @param role user, or operator for whoever the settings name
 */
record Me(
        PersonId id,
        String email,
        boolean emailVerified,
        String name,
        @Nullable String phone,
        boolean phoneVerified,
        String locale,
        String timeZone,
        boolean pinSet,
        String role,
        Instant createdAt) {

    static Me of(PersonEntity person, String role) {
        return new Me(
                new PersonId(person.id),
                person.email,
                person.emailVerifiedAt != null,
                person.name,
                person.phone,
                person.phoneVerifiedAt != null,
                person.locale,
                person.timeZone,
                person.pinHash != null,
                role,
                person.createdAt);
    }
}
