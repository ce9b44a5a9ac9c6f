package dev.mayday.guardian;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of streams of server-sent events. */
@ConfigMapping(prefix = "mayday.stream")
interface StreamSettings {
    /** How often a stream gives a sign of life. */
    @WithDefault("PT15S")
    Duration beat();
}
