package dev.mayday.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Text;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts are asked for.
 *
 * @param id this one
 * @param part those with this in their name or address, in lower case
 * @param system whether the service's own person counts
 */
record UserQuery(@Nullable UUID id, @Nullable String part, boolean system) {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 254;
    private static final Pattern WILD = Pattern.compile("[\\\\%_]");

    /**
     * @param text an id, or a part of a name or an address; all where it is absent
     * @throws Refused invalid-query
     */
    static UserQuery of(@Nullable String text, boolean system) {
        if (text == null || text.isBlank()) {
            return new UserQuery(null, null, system);
        }
        var part = text.strip().toLowerCase(Locale.ROOT);
        if (part.length() < SHORTEST || part.length() > LONGEST || !Text.isKept(part)) {
            throw Problem.invalid(
                            "query",
                            "must be an id or have " + SHORTEST + ".." + LONGEST + " letters")
                    .refused();
        }
        try {
            return new UserQuery(Ids.parse(part), null, true);
        } catch (Refused noId) {
            return new UserQuery(null, part, system);
        }
    }

    /** What is put on record of the part: a digest, which is equal for equal words. */
    @Nullable String target() {
        if (part == null) {
            return null;
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(part.getBytes(UTF_8));
            return "query/" + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For LIKE: the part anywhere, each of its letters standing for itself. */
    @Nullable String pattern() {
        return part == null ? null : "%" + WILD.matcher(part).replaceAll("\\\\$0") + "%";
    }
}
