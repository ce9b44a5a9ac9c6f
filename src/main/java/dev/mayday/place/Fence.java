package dev.mayday.place;

import org.jspecify.annotations.Nullable;

/**
 * On which side of a place's edge somebody is, as far as fixes can tell. One that lies further from
 * the edge than it is inaccurate decides by itself; others only two in a row, so that jitter at the
 * edge is no coming and going.
 *
 * @param inside null while it is not known
 * @param maybe what the last fix said, where that was not enough to decide; null otherwise
 */
record Fence(@Nullable Boolean inside, @Nullable Boolean maybe) {
    static final Fence UNKNOWN = new Fence(null, null);

    /** Of a fix that does not say how accurate it is. Metres. */
    private static final double USUAL = 50;

    /** One that is less accurate says nothing. Metres. */
    private static final double VAGUE = 1_000;

    /** What a fix has shown. */
    enum Crossing {
        NONE,
        ENTERED,
        LEFT,
        /** The first that is known: nobody saw an entering. */
        FOUND_INSIDE
    }

    record Seen(Fence fence, Crossing crossing) {}

    /**
     * @param depth metres to the edge; negative outside
     * @param accuracy metres
     */
    Seen see(double depth, @Nullable Double accuracy) {
        double radius = accuracy == null ? USUAL : accuracy;
        if (radius > VAGUE) {
            return new Seen(this, Crossing.NONE);
        }
        boolean says = depth >= 0;
        if (inside != null && inside == says) {
            return new Seen(new Fence(inside, null), Crossing.NONE);
        }
        if (Math.abs(depth) <= radius && (maybe == null || maybe != says)) {
            return new Seen(new Fence(inside, says), Crossing.NONE);
        }
        return new Seen(new Fence(says, null), crossing(says));
    }

    private Crossing crossing(boolean into) {
        if (inside == null) {
            return into ? Crossing.FOUND_INSIDE : Crossing.NONE;
        }
        return into ? Crossing.ENTERED : Crossing.LEFT;
    }
}
