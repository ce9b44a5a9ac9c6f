package dev.mayday.ingest;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alarms of Traccar's world in which a person is in danger. All its others (a low battery, a
 * fence, a speed) are no call for help.
 */
final class Alarms {
    private static final List<Map.Entry<String, String>> KINDS =
            List.of(
                    Map.entry("sos", "sos"),
                    Map.entry("accident", "accident"),
                    Map.entry("falldown", "fall"));

    private Alarms() {}

    /**
     * @param names one, or several with commas between them
     * @return the kind of alert for the gravest of them; null where none is a call for help
     */
    static @Nullable String kind(@Nullable String names) {
        if (names == null) {
            return null;
        }
        var all =
                Arrays.stream(names.split(","))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .toList();
        return KINDS.stream()
                .filter(known -> all.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }
}
