package dev.mayday.notification;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many messages may go to people who never said that they want them. */
@ConfigMapping(prefix = "mayday.limit")
interface LimitSettings {
    /**
     * Messages about alerts that an unverified address is sent within the span, by all accounts.
     */
    @WithDefault("20")
    int messagesToUnverified();

    @WithDefault("PT1H")
    Duration span();

    /**
     * Whether that limit holds in local mode too. A load run tells an address thousands of times,
     * and each message would count all those before it.
     */
    @WithDefault("false")
    boolean locally();
}
