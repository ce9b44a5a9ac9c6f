package dev.mayday.operator;

import dev.mayday.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a dead letter lies. They are in order by consumer and partition, in each the newest first.
 *
 * @param consumer who could not do with it
 * @param partition of its topic of dead letters
 * @param offset in that partition
 */
record DeadLetterId(String consumer, int partition, long offset)
        implements Comparable<DeadLetterId> {
    /** Those who have a topic of dead letters. */
    static final List<String> CONSUMERS = List.of("notifications", "recorder");

    private static final Pattern FORM = Pattern.compile("([a-z]{1,20}):(\\d{1,5}):(\\d{1,18})");
    private static final Comparator<DeadLetterId> ORDER =
            Comparator.comparing(DeadLetterId::consumer)
                    .thenComparing(DeadLetterId::partition)
                    .thenComparing(DeadLetterId::offset, Comparator.reverseOrder());

    @Override
    public int compareTo(DeadLetterId other) {
        return ORDER.compare(this, other);
    }

    /**
     * @throws dev.mayday.problem.Refused not-found where there can be none of this name
     */
    static DeadLetterId of(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches() || !CONSUMERS.contains(parts.group(1))) {
            throw Problem.notFound().refused();
        }
        return new DeadLetterId(
                parts.group(1), Integer.parseInt(parts.group(2)), Long.parseLong(parts.group(3)));
    }

    /**
     * @throws dev.mayday.problem.Refused invalid-cursor
     */
    static @Nullable DeadLetterId ofCursor(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
        } catch (RuntimeException e) {
            throw Problem.invalid("cursor", "is not one that this list gave").refused();
        }
    }

    String cursor() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(toString().getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        return consumer + ":" + partition + ":" + offset;
    }
}
