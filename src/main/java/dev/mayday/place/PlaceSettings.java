package dev.mayday.place;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of places. */
@ConfigMapping(prefix = "mayday.place")
interface PlaceSettings {
    /** How many a person may have. */
    @WithDefault("50")
    int most();
}
