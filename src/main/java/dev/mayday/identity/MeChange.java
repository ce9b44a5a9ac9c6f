package dev.mayday.identity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Line;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PATCH /me}: what is absent stays.
 *
 * @param email another address, which has to be verified again; needs the password
 * @param password only with an e-mail address
 * @param phone E.164; null takes it away
 */
record MeChange(
        @Nullable String email,
        @Nullable String password,
        @Nullable String name,
        @Nullable @Schema(implementation = String.class, nullable = true) JsonNode phone,
        @Nullable String locale,
        @Nullable String timeZone) {

    MeChange {
        email = email == null ? null : EmailAddress.of("email", email).text();
        if (email != null && password == null) {
            throw Problem.invalid("password", "is needed to change the e-mail address").refused();
        }
        name = name == null ? null : Line.name("name", name);
        if (phone != null && !phone.isNull() && !phone.isTextual()) {
            throw Problem.invalid("phone", "has the wrong type or form").refused();
        }
        if (phone != null && phone.isTextual()) {
            PhoneNumber.of("phone", phone.textValue());
        }
        locale = locale == null ? null : Profile.locale(locale);
        timeZone = timeZone == null ? null : Profile.timeZone(timeZone);
    }

    @Override
    public String toString() {
        return "MeChange[…]";
    }

    void to(PersonEntity person) {
        if (name != null) {
            person.name = name;
        }
        if (phone != null) {
            var next = phone.textValue();
            if (next == null || !next.equals(person.phone)) {
                person.phone = next;
                person.phoneVerifiedAt = null;
            }
        }
        if (locale != null) {
            person.locale = locale;
        }
        if (timeZone != null) {
            person.timeZone = timeZone;
        }
    }
}
