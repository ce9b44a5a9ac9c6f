package dev.mayday.notification.push;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of Web Push; none has to be set. */
@ConfigMapping(prefix = "mayday.push")
interface PushSettings {
    /**
     * Whom a push service can turn to: {@code mailto:…} or {@code https://…}. Where it is absent,
     * the public URL.
     */
    Optional<String> subject();

    /** How long a push service keeps an alert, or its end, for a browser that is not there. */
    @WithDefault("PT4H")
    Duration keepAlerts();

    /** How long it keeps any other message. */
    @WithDefault("PT1H")
    Duration keepNotices();

    /** Browsers that one account may subscribe. */
    @WithDefault("20")
    int browsers();
}
