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

    /** How often it is looked for phones that have fallen silent; zero: never. */
    @WithDefault("PT5S")
    Duration phonesEvery();

    /**
     * A phone of which nothing came for so long has fallen silent: three times what it is asked.
     * Twice that while its battery is low, when it is asked half as often.
     */
    @WithDefault("PT15S")
    Duration silentAfter();

    /** A battery of so many percent, or less, is low. */
    @WithDefault("15")
    int lowBattery();

    /** So often something is said of the phone of one alert at most. */
    @WithDefault("50")
    int mostOfPhone();

    /**
     * Alerts that one account may raise within an hour before its messages to those who never said
     * that they want them are restrained; while none of its alerts is open there is no limit.
     */
    @WithDefault("30")
    int anHour();

    /**
     * Whether that limit holds in local mode too. A load run presses thousands of times, and each
     * press would count all those before it.
     */
    @WithDefault("false")
    boolean limitedLocally();
}
