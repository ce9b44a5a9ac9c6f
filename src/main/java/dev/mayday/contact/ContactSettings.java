package dev.mayday.contact;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many contacts one may have, and how many letters may go to people who asked for none. */
@ConfigMapping(prefix = "mayday.contact")
interface ContactSettings {

    /** Contacts of one person at most. */
    @WithDefault("100")
    int contacts();

    /** Channels of one contact at most. */
    @WithDefault("20")
    int channels();

    /** Invitations and codes that one address is sent within the span, whoever asks for them. */
    @WithDefault("10")
    int lettersToAddress();

    /** Invitations and codes that one person may have sent within the span. */
    @WithDefault("100")
    int lettersOfPerson();

    @WithDefault("1h")
    Duration span();

    /** In local mode so many times more letters: a load run makes hundreds of contacts. */
    @WithDefault("1000")
    int localFactor();
}
