package dev.mayday.clock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the database is waited for. */
@ConfigMapping(prefix = "mayday.clock")
public interface ClockSettings {
    /**
     * After which whoever waits for one transaction or one statement is told to try later: what
     * they asked for may yet be done. Far longer than either takes in a crowd.
     */
    @WithDefault("PT10S")
    Duration patience();
}
