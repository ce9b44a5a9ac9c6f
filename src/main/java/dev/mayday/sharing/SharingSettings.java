package dev.mayday.sharing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of sharings. */
@ConfigMapping(prefix = "mayday.sharing")
interface SharingSettings {
    /** How many of one person may run at a time: each place is kept once for each of them. */
    @WithDefault("20")
    int atOnce();
}
