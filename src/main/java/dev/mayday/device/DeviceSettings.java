package dev.mayday.device;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often places are asked for. */
@ConfigMapping(prefix = "mayday.device")
interface DeviceSettings {
    /** While an alert is open. */
    @WithDefault("PT5S")
    Duration alertEvery();

    /** While anything else is shared. */
    @WithDefault("PT15S")
    Duration sharingEvery();

    /** A battery of so many percent, or less, is asked half as often. */
    @WithDefault("15")
    int lowBattery();

    /** Until when at a time, where no end is known; renewed at half of it. */
    @WithDefault("PT1H")
    Duration atATime();
}
