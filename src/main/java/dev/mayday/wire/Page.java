package dev.mayday.wire;

import dev.mayday.problem.Problem;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list, newest or first things first.
 *
 * @param next the cursor of the next page; absent on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Cuts a page from {@code limit + 1} rows: the one too many says that there is more. */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, UUID> id) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, limit);
        return new Page<>(items, cursor(id.apply(items.get(limit - 1))));
    }

    /** Checks a {@code limit} as the client gave it (1..200, 50 where absent). */
    public static int limit(@Nullable Integer asked) {
        if (asked == null) {
            return 50;
        }
        if (asked < 1 || asked > 200) {
            throw Problem.invalid("limit", "must lie in 1..200").refused();
        }
        return asked;
    }

    /** Checks a {@code limit} as the query string has it. */
    public static int limit(@Nullable String asked) {
        try {
            return limit(asked == null ? null : Integer.valueOf(asked));
        } catch (NumberFormatException e) {
            throw Problem.invalid("limit", "must be a whole number").refused();
        }
    }

    /** The id after which the page begins, or null for the first page. */
    public static @Nullable UUID after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() == 16) {
                return new UUID(bytes.getLong(), bytes.getLong());
            }
        } catch (IllegalArgumentException e) {
            // falls through: it is no cursor of ours
        }
        throw Problem.invalid("cursor", "is not one that this list gave").refused();
    }

    /** Cuts a page from a whole list that is short by nature: the history of one alert. */
    public static <T> Page<T> within(
            List<T> all, @Nullable String limit, @Nullable String cursor, Function<T, UUID> id) {
        var after = after(cursor);
        int from = 0;
        while (after != null && from < all.size() && !id.apply(all.get(from++)).equals(after)) {
            // on to the one that ended the last page
        }
        return of(all.subList(from, all.size()), limit(limit), id);
    }

    private static String cursor(UUID id) {
        var bytes =
                ByteBuffer.allocate(16)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
