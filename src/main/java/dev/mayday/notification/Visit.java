package dev.mayday.notification;

import dev.mayday.alert.AlertView;
import dev.mayday.wire.ContactId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody opens a link: what there is to tell, and to whom.
 *
 * @param locale of the reader, and the time zone
 * @param now ages are counted up to here
 * @param alert as this reader may see it
 * @param contact whose link it is; null for one that the owner made, which may only look
 * @param near the next town, where one is known
 * @param emergency whom to call there
 */
public record Visit(
        Locale locale,
        ZoneId zone,
        Instant now,
        AlertView alert,
        @Nullable ContactId contact,
        @Nullable Whereabouts where,
        @Nullable Nearby near,
        Emergency emergency) {

    /**
     * A town to tell a place by.
     *
     * @param toward from the town to the place, in degrees clockwise from true north
     */
    public record Nearby(String town, double metres, double toward) {}

    /**
     * The emergency number.
     *
     * @param country where it is good, as ISO 3166-1 has it; null where that is not known
     */
    public record Emergency(@Nullable String country, String number) {}

    boolean open() {
        return switch (alert.state()) {
            case "PENDING", "ACTIVE", "ACKNOWLEDGED" -> true;
            default -> false;
        };
    }
}
