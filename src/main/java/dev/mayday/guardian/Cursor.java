package dev.mayday.guardian;

import dev.mayday.guardian.Watched.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a subscription stands: for each alert or sharing that its reader has been told of, the
 * number of its last event and the offset of the next place in the log. Opaque to clients, at most
 * 512 characters: of a subscription to everything it holds the latest that fit, and the time. One
 * that it does not hold is sent afresh: its reader may never have heard of it.
 */
record Cursor(Instant at, Map<UUID, Position> positions) {
    private static final byte VERSION = 2;

    /** What 512 characters of base64 hold. */
    private static final int MOST_BYTES = 384;

    /**
     * @param owner counts as the alert's owner does, @param seq of the last event sent, @param
     *     offset of the next place
     */
    record Position(Kind kind, boolean owner, long seq, long offset) {}

    /** With as many of the positions as fit, the first ones. */
    String encode() {
        var bytes = new ByteArrayOutputStream(MOST_BYTES);
        bytes.write(VERSION);
        number(bytes, at.toEpochMilli());
        for (var each : positions.entrySet()) {
            var position = encode(each.getKey(), each.getValue());
            if (bytes.size() + position.length > MOST_BYTES) {
                break;
            }
            bytes.writeBytes(position);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    private static byte[] encode(UUID subject, Position position) {
        var bytes = new ByteArrayOutputStream(24);
        bytes.writeBytes(
                ByteBuffer.allocate(16)
                        .putLong(subject.getMostSignificantBits())
                        .putLong(subject.getLeastSignificantBits())
                        .array());
        int flags = (position.kind == Kind.SHARING ? 2 : 0) | (position.owner ? 1 : 0);
        number(bytes, position.seq << 2 | flags);
        number(bytes, position.offset);
        return bytes.toByteArray();
    }

    /** Empty where it is no cursor of ours. */
    static Optional<Cursor> read(String text) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            if (text.length() > 512 || bytes.get() != VERSION) {
                return Optional.empty();
            }
            var at = Instant.ofEpochMilli(number(bytes));
            var positions = new LinkedHashMap<UUID, Position>();
            while (bytes.hasRemaining()) {
                var subject = new UUID(bytes.getLong(), bytes.getLong());
                long seq = number(bytes);
                var kind = (seq & 2) == 0 ? Kind.ALERT : Kind.SHARING;
                positions.put(
                        subject, new Position(kind, (seq & 1) == 1, seq >>> 2, number(bytes)));
            }
            return Optional.of(new Cursor(at, positions));
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return Optional.empty();
        }
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private static void number(ByteArrayOutputStream bytes, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    private static long number(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = bytes.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("not a number of ours");
    }
}
