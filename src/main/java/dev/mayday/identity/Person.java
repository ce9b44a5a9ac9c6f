package dev.mayday.identity;

import dev.mayday.wire.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with an account, as the other packages know them.
 *
 * @param phone E.164
 * @param locale a BCP 47 tag
 * @param timeZone an IANA name
 */
public record Person(
        PersonId id,
        String name,
        String email,
        boolean emailVerified,
        @Nullable String phone,
        String locale,
        String timeZone) {}
