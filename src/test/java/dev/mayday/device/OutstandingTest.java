package dev.mayday.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.location.Fix;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutstandingTest {
    private final Outstanding outstanding = new Outstanding();

    private static Fix fix(long seq) {
        return new Fix(seq, Instant.EPOCH, 0, 0, null, null, null, null, null, null, null);
    }

    private void sent(long... seqs) {
        for (long seq : seqs) {
            outstanding.sent(fix(seq));
        }
    }

    private void ended(long... seqs) {
        for (long seq : seqs) {
            outstanding.ended(fix(seq));
        }
    }

    @Test
    void thereIsNothingBeforeAnythingLanded() {
        assertEquals(OptionalLong.empty(), outstanding.upTo());
        sent(1);
        assertEquals(OptionalLong.empty(), outstanding.upTo());
    }

    @Test
    void whatIsInFlightHoldsItDown() {
        sent(1, 2, 3, 10);
        ended(1, 2, 10);
        assertEquals(OptionalLong.of(2), outstanding.upTo());
        ended(3);
        assertEquals(OptionalLong.of(10), outstanding.upTo());
    }

    @Test
    void whatFailedHoldsItDownUntilItIsSentAgain() {
        sent(1, 2);
        outstanding.failed(fix(1));
        ended(2);
        assertEquals(OptionalLong.empty(), outstanding.upTo());
        sent(1);
        ended(1);
        assertEquals(OptionalLong.of(2), outstanding.upTo());
    }

    @Test
    void whatIsRejectedIsDoneWith() {
        sent(1, 3);
        outstanding.rejected(2);
        ended(1, 3);
        assertEquals(OptionalLong.of(3), outstanding.upTo());
    }

    @Test
    void whatIsSentTwiceIsOutstandingUntilBothHaveLanded() {
        sent(5, 5);
        ended(5);
        assertEquals(OptionalLong.empty(), outstanding.upTo());
        ended(5);
        assertEquals(OptionalLong.of(5), outstanding.upTo());
    }

    /**
     * Against the definition itself: the highest seq sent with nothing outstanding at or below it.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void itIsWhatTheContractSays(long seed) {
        var random = new Random(seed);
        var inFlight = new ArrayList<Long>();
        var failed = new TreeSet<Long>();
        var all = new TreeMap<Long, Boolean>();
        for (int step = 0; step < 2_000; step++) {
            int what = random.nextInt(10);
            if (what < 5) {
                long seq = random.nextInt(300);
                sent(seq);
                inFlight.add(seq);
                all.put(seq, true);
            } else if (!inFlight.isEmpty()) {
                long seq = inFlight.remove(random.nextInt(inFlight.size()));
                if (what < 9) {
                    ended(seq);
                    failed.remove(seq);
                } else {
                    outstanding.failed(fix(seq));
                    failed.add(seq);
                }
            }
            assertEquals(expected(all, inFlight, failed), outstanding.upTo(), "step " + step);
        }
    }

    private static OptionalLong expected(
            TreeMap<Long, Boolean> all, List<Long> inFlight, TreeSet<Long> failed) {
        var open = new TreeSet<>(failed);
        open.addAll(inFlight);
        var highest = open.isEmpty() ? all.lastEntry() : all.lowerEntry(open.first());
        return highest == null ? OptionalLong.empty() : OptionalLong.of(highest.getKey());
    }
}
