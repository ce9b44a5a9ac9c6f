package dev.mayday.identity;

import dev.mayday.wire.Line;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /users}.
 *
 * @param password at least 8 characters, none of the common ones
 * @param phone E.164
 * @param locale a BCP 47 tag; "en" where absent
 * @param timeZone an IANA name; "UTC" where absent
 */
record SignUp(
        String email,
        String name,
        String password,
        @Nullable String phone,
        String locale,
        String timeZone) {

    SignUp {
        email = EmailAddress.of("email", email).text();
        name = Line.name("name", name);
        password = new Password(Body.text("password", password)).text();
        phone = phone == null ? null : PhoneNumber.of("phone", phone).text();
        locale = locale == null ? "en" : Profile.locale(locale);
        timeZone = timeZone == null ? "UTC" : Profile.timeZone(timeZone);
    }

    @Override
    public String toString() {
        return "SignUp[…]";
    }
}
