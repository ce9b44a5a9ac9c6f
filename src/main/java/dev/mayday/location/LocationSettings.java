package dev.mayday.location;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of locations. */
@ConfigMapping(prefix = "mayday.location")
public interface LocationSettings {
    /** Fixes older than this are refused. */
    @WithDefault("P30D")
    Duration kept();

    /**
     * How long a fix waits for others before it goes to Kafka. Little: under load they have waited
     * for the same answer of the database already, and come together.
     */
    @WithDefault("PT0.002S")
    Duration linger();

    /** After which a fix that Kafka did not acknowledge is answered with try-later. */
    @WithDefault("PT8S")
    Duration patience();
}
