package dev.mayday.notification.twilio;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The provider of text messages and calls with Twilio's API: Twilio itself, or one like it. */
@ConfigMapping(prefix = "mayday.twilio")
interface TwilioSettings {
    @WithDefault("https://api.twilio.com")
    URI url();

    /** The account's SID; without one there is no such provider. */
    Optional<String> account();

    /** The account's token: we sign in with it, and what is called back is signed with it. */
    Optional<String> token();

    /** The number that messages and calls come from, E.164. */
    Optional<String> from();

    /** How long a telephone rings before nobody has answered; whole seconds. */
    @WithDefault("PT25S")
    Duration ring();
}
