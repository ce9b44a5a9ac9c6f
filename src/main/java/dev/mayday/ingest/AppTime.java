package dev.mayday.ingest;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The times that apps write. */
final class AppTime {
    /** No phone's clock has stood before this since it was first set. */
    static final Instant CLOCKS_ARE_SET = Instant.parse("2000-01-01T00:00:00Z");

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** Milliseconds of 1973, seconds of the year 5138. */
    private static final BigDecimal MILLIS_FROM = new BigDecimal("100000000000");

    private static final Pattern EPOCH = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");

    /** A plus sign that was not escaped in a query is read as a space. */
    private static final Pattern LOST_PLUS = Pattern.compile("(:[0-9.]+) ([0-9]{2}:?[0-9]{2})$");

    private static final DateTimeFormatter ISO =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd['T'][' ']HH:mm[:ss]")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .appendPattern("[XXX][XX][X]")
                    .toFormatter();

    private AppTime() {}

    /** To the millisecond; null where it can't be read. */
    static @Nullable Instant read(String text) {
        try {
            var time = EPOCH.matcher(text).matches() ? ofEpoch(text) : ofIso(text);
            return time.isBefore(FIRST) || time.isAfter(LAST)
                    ? null
                    : time.truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private static Instant ofEpoch(String text) {
        var number = new BigDecimal(text);
        var millis = number.abs().compareTo(MILLIS_FROM) < 0 ? number.movePointRight(3) : number;
        return Instant.ofEpochMilli(millis.longValue());
    }

    private static Instant ofIso(String text) {
        var whole = LOST_PLUS.matcher(text).replaceFirst("$1+$2");
        return switch (ISO.parseBest(whole, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime zoned -> zoned.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            default -> throw new DateTimeException("neither");
        };
    }
}
