package dev.mayday.notification.heartbeat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often the service presses its own button. */
@ConfigMapping(prefix = "mayday.heartbeat")
public interface HeartbeatSettings {
    /** Zero: never. The same on all nodes. */
    @WithDefault("PT1M")
    Duration every();

    default boolean on() {
        return every().isPositive();
    }
}
