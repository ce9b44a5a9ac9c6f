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

    /** How often the auditor looks for alerts without their timer; zero: never. */
    @WithDefault("PT1M")
    Duration auditEvery();

    /**
     * Alerts that one account may raise within an hour before its messages to those who never said
     * that they want them are restrained; while none of its alerts is open there is no limit.
     */
    @WithDefault("30")
    int anHour();

    /** In local mode so many times more: a load run presses hundreds of times. */
    @WithDefault("1000")
    int localFactor();
}
