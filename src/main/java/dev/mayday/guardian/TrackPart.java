package dev.mayday.guardian;

import dev.mayday.location.Cleaning;
import dev.mayday.location.Tracks;
import dev.mayday.location.Tracks.Recorded;
import io.smallrye.mutiny.Multi;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What of a track is asked for.
 *
 * @param from the first time that belongs to it
 * @param to the last
 * @param raw every fix, not the cleaned track
 */
record TrackPart(Instant from, Instant to, boolean raw) {
    /**
     * Reads it, a page at a time.
     *
     * @param shownEnd what is later is not this reader's to see, and nothing goes by it
     */
    Multi<List<Recorded>> of(Tracks tracks, UUID subject, Instant shownEnd) {
        return raw
                ? tracks.pages(subject, from, shownEnd.isBefore(to) ? shownEnd : to)
                : cleaned(tracks.pages(subject, Tracks.BEGINNING, shownEnd));
    }

    /**
     * The part of what the whole track is when it is cleaned: so no fix is there for the sole
     * reason that the part begins with it.
     */
    private Multi<List<Recorded>> cleaned(Multi<List<Recorded>> whole) {
        return Multi.createFrom()
                .deferred(() -> {
                    var cleaning = new Cleaning();
                    return Multi.createBy()
                            .concatenating()
                            .streams(
                                    whole.map(cleaning::take),
                                    Multi.createFrom().item(cleaning::end));
                })
                .map(fixes -> fixes.stream().filter(this::holds).toList());
    }

    private boolean holds(Recorded recorded) {
        return !recorded.fix().at().isBefore(from) && !recorded.fix().at().isAfter(to);
    }
}
