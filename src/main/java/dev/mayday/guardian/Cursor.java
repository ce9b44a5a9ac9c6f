package dev.mayday.guardian;

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
 * Where a subscription stands: for each alert that something happens in, the number of its last
 * event and the offset of the next place in the log. Opaque to clients, at most 512 characters: of
 * a subscription to everything it holds the latest alerts and the time, and an alert that it does
 * not hold is sent afresh if something has happened since.
 */
record Cursor(Instant at, Map<UUID, Position> positions) {
    static final int MOST_ALERTS = 12;
    private static final byte VERSION = 1;

    /**
     * @param owner counts as the alert's owner does, @param seq of the last event sent, @param
     *     offset of the next place
     */
    record Position(boolean owner, long seq, long offset) {}

    /**
     * Whether its reader knows an alert that it does not hold: if nothing happened in it since. Of
     * a full one nobody can tell whether its person has moved.
     *
     * @param activeAt when something last happened in the alert, places left aside
     */
    boolean knows(Instant activeAt) {
        return positions.size() < MOST_ALERTS && !activeAt.isAfter(at);
    }

    String encode() {
        var bytes = new ByteArrayOutputStream(10 + positions.size() * 24);
        bytes.write(VERSION);
        number(bytes, at.toEpochMilli());
        positions.forEach((alert, position) -> {
            bytes.writeBytes(
                    ByteBuffer.allocate(16)
                            .putLong(alert.getMostSignificantBits())
                            .putLong(alert.getLeastSignificantBits())
                            .array());
            number(bytes, position.seq << 1 | (position.owner ? 1 : 0));
            number(bytes, position.offset);
        });
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
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
                var alert = new UUID(bytes.getLong(), bytes.getLong());
                long seq = number(bytes);
                positions.put(alert, new Position((seq & 1) == 1, seq >>> 1, number(bytes)));
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
