package dev.mayday.identity;

import dev.mayday.problem.Problem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /me/pins}.
 *
 * @param pin 4 to 8 digits
 * @param duressPin 4 to 8 digits, others
 */
record PinPair(String pin, String duressPin) {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{4,8}");

    PinPair {
        pin = checked("pin", pin);
        duressPin = checked("duressPin", duressPin);
        if (pin.equals(duressPin)) {
            throw Problem.invalid("duressPin", "must differ from pin").refused();
        }
    }

    static boolean isPin(String text) {
        return DIGITS.matcher(text).matches();
    }

    private static String checked(String field, @Nullable String pin) {
        if (pin == null || !isPin(pin)) {
            throw Problem.invalid(field, "must have 4 to 8 digits").refused();
        }
        return pin;
    }

    @Override
    public String toString() {
        return "PinPair[…]";
    }
}
