package dev.mayday.alert;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Settings of alerts. */
@ConfigMapping(prefix = "mayday.alert")
public interface AlertSettings {
    /**
     * Silence for this long, after the last sign of the person or of a guardian, expires an alert.
     */
    @WithDefault("PT24H")
    Duration expiresAfter();

    /** So long before an alert expires, everyone who was told is warned of it. */
    @WithDefault("PT1H")
    Duration warnBeforeExpiry();

    /** How long a contact's own link stays good. */
    @WithDefault("P7D")
    Duration linkKept();
}
