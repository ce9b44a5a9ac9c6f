package dev.mayday.guardian;

import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** Which emergency number the pages name. */
@NullMarked
@ConfigMapping(prefix = "mayday.emergency")
interface EmergencySettings {
    /** The one to name wherever somebody is: a campus' own control room. */
    Optional<String> number();

    /** Where somebody is taken to be whose place is not known: a code of ISO 3166-1, such as SI. */
    Optional<String> country();

    /**
     * Numbers in place of those of the table, by country, in its form: {@code 112}, or one each for
     * police, ambulance and fire brigade, {@code 17,15,18}.
     */
    Map<String, String> numbers();
}
