package dev.mayday.operator;

import dev.mayday.identity.SystemPerson;
import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.Fields;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list was asked for: its filters and the page. A filter that is absent is no condition at
 * all, so that each kind of question has a plan of its own.
 */
final class Search {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,49}");

    private final List<Object> values = new ArrayList<>();
    private final StringBuilder conditions = new StringBuilder();
    private final int limit;
    private final @Nullable UUID after;
    private @Nullable UUID person;
    private @Nullable String target;

    /**
     * @throws Refused invalid-limit, invalid-cursor
     */
    Search(@Nullable String limit, @Nullable String cursor) {
        this.limit = Page.limit(limit);
        this.after = Page.after(cursor);
    }

    int limit() {
        return limit;
    }

    @Nullable UUID after() {
        return after;
    }

    /** A value that the statement itself names, by what this returns. */
    String value(Object value) {
        values.add(value);
        return "$" + values.size();
    }

    /**
     * @param condition in which {} stands for the value; left out where there is none
     */
    Search where(String condition, @Nullable Object value) {
        if (value != null) {
            where(condition.replace("{}", value(value)));
        }
        return this;
    }

    /** As {@link #where(String, Object)}, of what is this person's. */
    Search ofPerson(String condition, @Nullable UUID person) {
        this.person = person;
        return where(condition, person);
    }

    /** As {@link #where(String, Object)}, of this alert. */
    Search ofAlert(String condition, @Nullable UUID alert) {
        return where(condition, alert).about(alert == null ? null : "alert/" + alert);
    }

    /** What is asked for, as it is put on record: it holds no names or addresses. */
    Search about(@Nullable String target) {
        this.target = target;
        return this;
    }

    @Nullable String target() {
        return target;
    }

    /**
     * Whom this was asked for; a single null where it was for nobody in particular.
     *
     * @param shown whose data the page has
     */
    List<@Nullable UUID> people(Stream<@Nullable UUID> shown) {
        var people =
                person != null
                        ? List.of(person)
                        : shown.filter(one -> target != null && one != null).distinct().toList();
        return people.isEmpty() ? Collections.singletonList(null) : people;
    }

    Search where(String condition) {
        conditions.append(conditions.isEmpty() ? "WHERE " : " AND ").append(condition);
        return this;
    }

    /**
     * Not the service's own, unless they are asked for.
     *
     * @param asked true, false or absent
     * @param person the column of whose it is
     * @throws Refused invalid-system
     */
    Search notOfSystem(String person, @Nullable String asked) {
        return where(person + " <> {}", withSystem(asked) ? null : SystemPerson.ID.value());
    }

    /** By an id that grows with time. */
    Search newestFirst(String id) {
        where(id + " < {}", after);
        conditions.append(" ORDER BY ").append(id).append(" DESC");
        return this;
    }

    Search orderedBy(String order) {
        conditions.append(" ORDER BY ").append(order);
        return this;
    }

    /** What follows FROM, and one row more than the page has. */
    String sql() {
        return conditions + " LIMIT " + (limit + 1);
    }

    Object[] values() {
        return values.toArray();
    }

    // What a query string may hold; absent and empty are the same.

    /**
     * @throws Refused invalid-…
     */
    static @Nullable String oneOf(String field, @Nullable String asked, Set<String> known) {
        if (asked == null || asked.isEmpty()) {
            return null;
        }
        if (!known.contains(asked)) {
            throw Problem.invalid(field, "must be one of " + known.stream().sorted().toList())
                    .refused();
        }
        return asked;
    }

    /**
     * @throws Refused invalid-…
     */
    static @Nullable UUID id(String field, @Nullable String asked) {
        return asked == null || asked.isEmpty() ? null : Ids.parse(field, asked);
    }

    /**
     * @throws Refused invalid-…
     */
    static @Nullable Instant time(String field, @Nullable String asked) {
        return asked == null || asked.isEmpty() ? null : Fields.time(field, asked);
    }

    /**
     * A short name of ours: lower-case letters, digits and hyphens.
     *
     * @throws Refused invalid-…
     */
    static @Nullable String name(String field, @Nullable String asked) {
        if (asked == null || asked.isEmpty()) {
            return null;
        }
        if (!NAME.matcher(asked).matches()) {
            throw Problem.invalid(field, "must be a name").refused();
        }
        return asked;
    }

    /**
     * Whether what is the service's own counts, too: only where that is asked for.
     *
     * @throws Refused invalid-system
     */
    static boolean withSystem(@Nullable String asked) {
        return Boolean.TRUE.equals(flag("system", asked));
    }

    /**
     * @throws Refused invalid-…
     */
    static @Nullable Boolean flag(String field, @Nullable String asked) {
        var flag = oneOf(field, asked, Set.of("true", "false"));
        return flag == null ? null : Boolean.valueOf(flag);
    }
}
