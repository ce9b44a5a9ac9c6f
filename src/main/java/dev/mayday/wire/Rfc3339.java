package dev.mayday.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * Times of RFC 3339, to the millisecond. Each location has several: what almost all of them look
 * like, {@code 2026-11-23T08:15:33.210Z}, is written and read digit by digit; the rest goes the
 * JDK's way, which takes ten times as long.
 */
public final class Rfc3339 {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String SHAPE = "0000-00-00T00:00:00.000Z";
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final long DAY = 86_400_000;

    private Rfc3339() {}

    /** In UTC, with its milliseconds, at whole seconds too. */
    public static String format(Instant at) {
        if (at.isBefore(YEAR_0) || !at.isBefore(YEAR_10000)) {
            return MILLIS.format(at);
        }
        long millis = at.toEpochMilli();
        var date = LocalDate.ofEpochDay(Math.floorDiv(millis, DAY));
        int left = (int) Math.floorMod(millis, DAY);
        var text = SHAPE.getBytes(StandardCharsets.ISO_8859_1);
        write(text, 0, 4, date.getYear());
        write(text, 5, 2, date.getMonthValue());
        write(text, 8, 2, date.getDayOfMonth());
        write(text, 11, 2, left / 3_600_000);
        write(text, 14, 2, left / 60_000 % 60);
        write(text, 17, 2, left / 1_000 % 60);
        write(text, 20, 3, left % 1_000);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /**
     * With any offset; what is finer than a millisecond is left out.
     *
     * @throws DateTimeException where it is no such time
     */
    public static Instant parse(String text) {
        return hasShape(text)
                ? Instant.ofEpochMilli(millis(text))
                : OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static long millis(String text) {
        int hour = read(text, 11, 2);
        int minute = read(text, 14, 2);
        int second = read(text, 17, 2);
        if (hour > 23 || minute > 59 || second > 59) {
            throw new DateTimeException("no time of day");
        }
        var date = LocalDate.of(read(text, 0, 4), read(text, 5, 2), read(text, 8, 2));
        return date.toEpochDay() * DAY
                + (hour * 3_600 + minute * 60 + second) * 1_000L
                + read(text, 20, 3);
    }

    /** Whether it looks as we write it. */
    static boolean hasShape(String text) {
        if (text.length() != SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char wanted = SHAPE.charAt(i);
            char found = text.charAt(i);
            if (wanted == '0' ? found < '0' || found > '9' : found != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int read(String text, int from, int digits) {
        int number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static void write(byte[] text, int from, int digits, int number) {
        int left = number;
        for (int i = from + digits - 1; i >= from; i--) {
            text[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }
}
