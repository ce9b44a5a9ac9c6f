package dev.mayday.notification.sms;

import java.util.regex.Pattern;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jspecify.annotations.Nullable;

/**
 * An address as SMPP has it.
 *
 * @param text a number without its plus, or letters
 */
record SmsAddress(TypeOfNumber ton, NumberingPlanIndicator npi, String text) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int LONGEST_SHORT_CODE = 8;
    private static final int LONGEST_NAME = 11;

    /** Null where it is no number as E.164 has it. */
    static @Nullable SmsAddress of(String number) {
        return E164.matcher(number).matches() ? international(number.substring(1)) : null;
    }

    /**
     * @param from a number, with its plus or without, a short code, or a name
     * @throws IllegalArgumentException if it is none of them
     */
    static SmsAddress sender(String from) {
        var digits = from.startsWith("+") ? from.substring(1) : from;
        if (!DIGITS.matcher(digits).matches()) {
            if (from.isBlank() || from.length() > LONGEST_NAME || Gsm7.encode(from) == null) {
                throw new IllegalArgumentException(
                        "mayday.smpp.from: a number, a short code, or at most 11 letters");
            }
            return new SmsAddress(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, from);
        }
        return from.startsWith("+") || digits.length() > LONGEST_SHORT_CODE
                ? international(digits)
                : new SmsAddress(
                        TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN, digits);
    }

    /**
     * The number that a message of theirs came from, as E.164 has it, as well as can be told: some
     * write the plus, some two zeros, some leave the type unknown.
     */
    static String received(@Nullable String address) {
        var text = address == null ? "" : address.replaceAll("[\\s().-]", "");
        if (text.startsWith("00")) {
            text = text.substring(2);
        }
        return DIGITS.matcher(text).matches() ? "+" + text : text;
    }

    private static SmsAddress international(String digits) {
        return new SmsAddress(TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, digits);
    }
}
