package dev.mayday.wire;

import dev.mayday.problem.Problem;
import dev.mayday.problem.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Makes and reads UUIDs. */
public final class Ids {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final UUID NAMESPACE = UUID.fromString("6f1d3c5e-8a55-5b0c-9d0e-6d6179646179");

    private Ids() {}

    /** A new UUID version 7 (RFC 9562): milliseconds of the system's time, then random. */
    public static UUID next() {
        long millis = System.currentTimeMillis();
        long random = RANDOM.nextLong();
        return new UUID(
                millis << 16 | 0x7000 | random >>> 52,
                RANDOM.nextLong() >>> 2 | 0x8000000000000000L);
    }

    /**
     * So many of them at once, each the one before and one: randomness costs more than a number.
     */
    public static List<UUID> next(int count) {
        var first = next();
        var ids = new ArrayList<UUID>(count);
        for (int i = 0; i < count; i++) {
            long number = first.getLeastSignificantBits() + i & 0x3FFFFFFFFFFFFFFFL;
            ids.add(new UUID(first.getMostSignificantBits(), number | 0x8000000000000000L));
        }
        return ids;
    }

    /** The UUID version 5 of these parts: the same parts, the same id. */
    public static UUID named(Object... parts) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(
                    ByteBuffer.allocate(16)
                            .putLong(NAMESPACE.getMostSignificantBits())
                            .putLong(NAMESPACE.getLeastSignificantBits())
                            .array());
            for (Object part : parts) {
                sha1.update(part.toString().getBytes(StandardCharsets.UTF_8));
                sha1.update((byte) 0);
            }
            var hash = ByteBuffer.wrap(sha1.digest());
            return new UUID(
                    hash.getLong() & ~0xF000L | 0x5000L,
                    hash.getLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @param field of which it is the value
     * @throws dev.mayday.problem.Refused invalid-&lt;field&gt; where the text is no UUID in its
     *     canonical form
     */
    public static UUID parse(String field, String text) {
        try {
            return parse(text);
        } catch (Refused e) {
            throw Problem.invalid(field, "must be a UUID").refused();
        }
    }

    /**
     * @throws dev.mayday.problem.Refused not-found where the text is no UUID in its canonical form
     */
    public static UUID parse(String text) {
        if (text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                throw Problem.notFound().refused();
            }
        }
        throw Problem.notFound().refused();
    }
}
