package dev.mayday.device;

import dev.mayday.location.Fix;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of all that was sent on one connection is not yet stored or rejected: what {@code upTo} is
 * told from. A message that was answered with try-later stays outstanding until its fixes are sent
 * again.
 */
final class Outstanding {
    private static final int MOST = 20_000;

    private final TreeMap<Long, Integer> inFlight = new TreeMap<>();
    private final TreeSet<Long> failed = new TreeSet<>();

    /** What has landed, as ranges without a gap: first to last. */
    private final TreeMap<Long, Long> landed = new TreeMap<>();

    /** From here on nothing is promised any more: too much failed to be remembered one by one. */
    private long floor = Long.MAX_VALUE;

    void sent(Fix fix) {
        if (fix.seq() != null) {
            inFlight.merge(fix.seq(), 1, Integer::sum);
        }
    }

    /** Stored, or rejected for good: nothing more is to come of it. */
    void ended(Fix fix) {
        if (fix.seq() != null) {
            arrived(fix.seq());
            rejected(fix.seq());
        }
    }

    void rejected(long seq) {
        failed.remove(seq);
        land(seq);
    }

    void failed(Fix fix) {
        if (fix.seq() != null) {
            arrived(fix.seq());
            if (failed.size() < MOST) {
                failed.add(fix.seq());
            } else {
                floor = Math.min(floor, fix.seq());
            }
        }
    }

    /** The highest seq sent so far with nothing outstanding at or below it. */
    OptionalLong upTo() {
        long open = floor;
        if (!inFlight.isEmpty()) {
            open = Math.min(open, inFlight.firstKey());
        }
        if (!failed.isEmpty()) {
            open = Math.min(open, failed.first());
        }
        var below = landed.lowerEntry(open);
        return below == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.min(below.getValue(), open - 1));
    }

    private void arrived(long seq) {
        inFlight.computeIfPresent(seq, (key, count) -> count == 1 ? null : count - 1);
    }

    private void land(long seq) {
        var before = landed.floorEntry(seq);
        if (before != null && before.getValue() >= seq) {
            return;
        }
        long first = before != null && before.getValue() == seq - 1 ? before.getKey() : seq;
        var after = landed.remove(seq + 1);
        landed.put(first, after != null ? after : seq);
        if (landed.size() > MOST) {
            landed.pollFirstEntry();
        }
    }
}
