package dev.mayday.notification.sms;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of one message. Some SMSCs answer a message with a number in hexadecimal and report on
 * it in decimal, or the other way round, with zeros before it or without.
 */
final class MessageIds {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}");
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{1,16}");
    private static final int[] WIDTHS = {8, 10, 16, 20};

    private MessageIds() {}

    /** Without zeros before it, in small letters: what its spelling leaves open. */
    static String plain(String id) {
        var small = id.strip().toLowerCase(Locale.ROOT);
        var bare = small.replaceFirst("^0+(?=.)", "");
        return HEXADECIMAL.matcher(bare).matches() || DECIMAL.matcher(bare).matches()
                ? bare
                : small;
    }

    /** All that a report by this name may be about, as {@link #plain} has it; itself first. */
    static Set<String> readings(String id) {
        var plain = plain(id);
        var readings = new LinkedHashSet<String>();
        readings.add(plain);
        if (DECIMAL.matcher(plain).matches()) {
            readings.add(new BigInteger(plain).toString(16));
        }
        if (HEXADECIMAL.matcher(plain).matches()) {
            readings.add(new BigInteger(plain, 16).toString());
        }
        return readings;
    }

    /** All spellings of all readings, to be looked for on record. */
    static Set<String> spellings(String id) {
        var spellings = new LinkedHashSet<String>();
        spellings.add(id);
        for (var reading : readings(id)) {
            spellings.add(reading);
            spellings.add(reading.toUpperCase(Locale.ROOT));
            for (int width : WIDTHS) {
                if (reading.length() < width) {
                    var padded = "0".repeat(width - reading.length()) + reading;
                    spellings.add(padded);
                    spellings.add(padded.toUpperCase(Locale.ROOT));
                }
            }
        }
        return spellings;
    }
}
