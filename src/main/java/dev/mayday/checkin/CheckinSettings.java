package dev.mayday.checkin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of check-ins. */
@ConfigMapping(prefix = "mayday.checkin")
interface CheckinSettings {
    /** How many of one person's may run at once. */
    @WithDefault("20")
    int running();

    /** How long one that is over stays in its owner's list. Its track goes at once. */
    @WithDefault("P30D")
    Duration kept();
}
