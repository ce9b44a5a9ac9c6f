package dev.mayday.checkin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of check-ins. */
@ConfigMapping(prefix = "mayday.checkin")
interface CheckinSettings {
    /** How many of one person's may run at once. */
    @WithDefault("20")
    int running();
}
