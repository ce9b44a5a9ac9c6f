package dev.mayday.location.format;

import dev.mayday.location.Tracks.Recorded;
import org.jspecify.annotations.Nullable;

/** One way through a track, writing it: what comes first, each fix in turn, and what comes last. */
interface TrackText {
    void begin(StringBuilder out);

    void fix(StringBuilder out, Recorded recorded);

    void end(StringBuilder out);

    /** What another way through the same track writes behind it; null where all is written. */
    default @Nullable TrackText then() {
        return null;
    }
}
