package dev.mayday.notification;

/**
 * How long a text message is (3GPP TS 23.038, 23.040): 160 septets of the GSM 7-bit alphabet or 70
 * UTF-16 units make one segment; in a longer one each segment holds 153 or 67. Only measures: the
 * channels encode.
 */
final class SmsLength {
    private static final String ALPHABET =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** Two septets each: an escape comes first. */
    private static final String EXTENSION = "\f^{}\\[~]|€";

    private SmsLength() {}

    static boolean isGsm7(String text) {
        return text.chars().allMatch(SmsLength::isGsm7);
    }

    static boolean isGsm7(int character) {
        return ALPHABET.indexOf(character) >= 0 || EXTENSION.indexOf(character) >= 0;
    }

    /** Septets where the alphabet has all of it, else UTF-16 units. */
    static int units(String text) {
        return isGsm7(text) ? text.chars().map(SmsLength::septets).sum() : text.length();
    }

    /** How many messages a network makes of it. */
    static int segments(String text) {
        boolean gsm7 = isGsm7(text);
        if (units(text) <= (gsm7 ? 160 : 70)) {
            return 1;
        }
        int room = gsm7 ? 153 : 67;
        int segments = 1;
        int used = 0;
        for (int i = 0; i < text.length(); i++) {
            // neither an escape and its character nor a surrogate pair is torn apart
            boolean pair =
                    Character.isHighSurrogate(text.charAt(i))
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            int size = gsm7 ? septets(text.charAt(i)) : pair ? 2 : 1;
            if (used + size > room) {
                segments++;
                used = 0;
            }
            used += size;
            i += pair ? 1 : 0;
        }
        return segments;
    }

    private static int septets(int character) {
        return EXTENSION.indexOf(character) >= 0 ? 2 : 1;
    }
}
