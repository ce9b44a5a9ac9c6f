package dev.mayday.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.mayday.place.Fence.Crossing;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {
    private static final Fence OUTSIDE = new Fence(false, null);
    private static final Fence INSIDE = new Fence(true, null);

    @Test
    void aFixThatLiesFurtherFromTheEdgeThanItIsInaccurateDecides() {
        assertEquals(Crossing.ENTERED, OUTSIDE.see(11, 10.0).crossing());
        assertEquals(Crossing.LEFT, INSIDE.see(-11, 10.0).crossing());
        assertEquals(Crossing.NONE, OUTSIDE.see(9, 10.0).crossing());
        assertEquals(Crossing.NONE, INSIDE.see(-9, 10.0).crossing());
    }

    @Test
    void twoThatDoNotDecideDoSoTogetherAndAnotherBetweenThemUndoesThat() {
        assertEquals(List.of(Crossing.NONE, Crossing.ENTERED), crossings(OUTSIDE, 5, 5));
        assertEquals(
                List.of(Crossing.NONE, Crossing.NONE, Crossing.NONE), crossings(OUTSIDE, 5, -5, 5));
        assertEquals(List.of(Crossing.NONE, Crossing.LEFT), crossings(INSIDE, -5, -5));
    }

    @Test
    void whoIsFoundInsideWasNotSeenToCome() {
        assertEquals(Crossing.FOUND_INSIDE, Fence.UNKNOWN.see(50, 10.0).crossing());
        assertEquals(Crossing.NONE, Fence.UNKNOWN.see(-50, 10.0).crossing());
        assertEquals(List.of(Crossing.NONE, Crossing.FOUND_INSIDE), crossings(Fence.UNKNOWN, 5, 5));
    }

    @Test
    void oneThatIsHardlyAccurateSaysNothing() {
        assertEquals(OUTSIDE, OUTSIDE.see(40_000, 1_001.0).fence());
        assertEquals(Crossing.NONE, OUTSIDE.see(49, null).crossing());
        assertEquals(Crossing.ENTERED, OUTSIDE.see(51, null).crossing());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverIsSeenComingAndGoingAlternateAndTheLastSureFixIsRight(long seed) {
        var random = new Random(seed);
        var fence = Fence.UNKNOWN;
        var last = Crossing.NONE;
        for (int fix = 0; fix < 10_000; fix++) {
            double depth = random.nextGaussian() * 60;
            double accuracy = 5 + random.nextInt(60);
            var before = fence;
            var seen = fence.see(depth, accuracy);
            fence = seen.fence();
            if (Math.abs(depth) > accuracy) {
                assertEquals(depth >= 0, fence.inside());
            }
            if (seen.crossing() == Crossing.NONE) {
                if (before.inside() != null) {
                    assertEquals(before.inside(), fence.inside());
                }
            } else {
                assertNotEquals(before.inside(), fence.inside());
                assertNotEquals(last, seen.crossing());
                assertEquals(seen.crossing() != Crossing.LEFT, fence.inside());
                last = seen.crossing();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void jitterAtTheEdgeThatNeverSaysTheSameTwiceIsNoComingAndGoing(long seed) {
        var random = new Random(seed);
        var fence = OUTSIDE;
        for (int fix = 0; fix < 1_000; fix++) {
            double depth = random.nextDouble() * 10 * (fix % 2 == 0 ? 1 : -1);
            var seen = fence.see(depth, 10.0);
            assertEquals(Crossing.NONE, seen.crossing());
            fence = seen.fence();
        }
    }

    private static List<Crossing> crossings(Fence from, double... depths) {
        var crossings = new ArrayList<Crossing>();
        var fence = from;
        for (double depth : depths) {
            var seen = fence.see(depth, 10.0);
            crossings.add(seen.crossing());
            fence = seen.fence();
        }
        return crossings;
    }
}
