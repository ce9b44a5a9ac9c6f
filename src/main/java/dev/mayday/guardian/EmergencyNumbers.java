package dev.mayday.guardian;

import dev.mayday.notification.Visit.Emergency;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The emergency number of each country, for what has happened. */
@ApplicationScoped
class EmergencyNumbers {
    private static final String TABLE = "/emergency-numbers.properties";

    /** Every GSM phone knows it, wherever it is. */
    private static final String ANYWHERE = "112";

    private final @Nullable String always;
    private final @Nullable String home;
    private final Map<String, List<String>> numbers = new HashMap<>();

    EmergencyNumbers(EmergencySettings settings) {
        always = settings.number().orElse(null);
        home = settings.country().map(code -> code.toUpperCase(Locale.ROOT)).orElse(null);
        table().forEach((code, all) -> put(String.valueOf(code), String.valueOf(all)));
        settings.numbers().forEach(this::put);
    }

    /**
     * @param country where the person is, as ISO 3166-1 has it; null where that is not known
     * @param kind the alert's
     */
    Emergency of(@Nullable String country, String kind) {
        if (always != null) {
            return new Emergency(null, always);
        }
        var where = country == null ? home : country;
        var all = where == null ? null : numbers.get(where);
        return all == null
                ? new Emergency(null, ANYWHERE)
                : new Emergency(where, all.get(Math.min(service(kind), all.size() - 1)));
    }

    /** Police, ambulance and fire brigade, as the table lists them. */
    private static int service(String kind) {
        return switch (kind) {
            case "medical", "accident", "fall" -> 1;
            case "fire" -> 2;
            default -> 0;
        };
    }

    private void put(String code, String all) {
        numbers.put(code.toUpperCase(Locale.ROOT), List.of(all.strip().split("\\s*,\\s*")));
    }

    private static Properties table() {
        try (var file = EmergencyNumbers.class.getResourceAsStream(TABLE)) {
            var table = new Properties();
            table.load(file);
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
