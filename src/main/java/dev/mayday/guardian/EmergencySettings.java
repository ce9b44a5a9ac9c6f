package dev.mayday.guardian;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** Which emergency number the pages name. */
@NullMarked
@ConfigMapping(prefix = "mayday.emergency")
interface EmergencySettings {
    /** The one to name wherever somebody is: a campus' own control room. */
    Optional<String> number();
}
