package dev.mayday.clock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * How long what has ended is kept. Places go by the longest of them, whole days at a time: a track
 * is never kept for longer, even of an alert that is still open.
 */
@ConfigMapping(prefix = "mayday.retention")
public interface RetentionSettings {
    /** Alerts, with all that was said and sent of them, since their end. */
    @WithDefault("P90D")
    Duration alerts();

    /** Sharings, since their end. */
    @WithDefault("P7D")
    Duration sharings();

    /** Check-ins, since their end. The track of one that was not missed goes at once. */
    @WithDefault("P30D")
    Duration checkIns();

    /** What operators did, since they did it; not less than 30 days. It holds no places. */
    @WithDefault("P365D")
    Duration audit();

    /** How often what is too old is looked for; zero: never. */
    @WithDefault("PT1H")
    Duration every();

    /** The longest of all that has places. */
    default Duration longest() {
        var longest = alerts();
        for (var other : new Duration[] {sharings(), checkIns()}) {
            longest = other.compareTo(longest) > 0 ? other : longest;
        }
        return longest;
    }
}
