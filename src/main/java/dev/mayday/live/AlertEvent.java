package dev.mayday.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record of {@code mayday.alerts}: one event of one alert's stream.
 *
 * @param seq the alert's own sequence, without a gap
 * @param ownerSeq the same as its owner counts; absent where the owner hears nothing of it
 * @param kind alert, delivery, timeline
 * @param message as guardians are sent it; absent before the first ACTIVE
 * @param owner as the owner is shown it
 */
public record AlertEvent(
        UUID personId,
        UUID alertId,
        long seq,
        @Nullable Long ownerSeq,
        String kind,
        @Nullable JsonNode message,
        @Nullable JsonNode owner) {
    /** The CloudEvents type of those of kind alert. */
    static final String ALERT = "dev.mayday.alert.alert";

    /** The number by which that side counts; null where it hears nothing of this. */
    public @Nullable Long seqFor(boolean ownersView) {
        return ownersView ? ownerSeq : (Long) seq;
    }

    public @Nullable JsonNode messageFor(boolean ownersView) {
        return ownersView ? owner : message;
    }
}
