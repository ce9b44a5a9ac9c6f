package dev.mayday.notification;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The wording of one language: {@code messages/<language>.properties}. English stands in for what
 * is not there.
 */
final class Phrases {
    /** The languages that there are; the first stands in for the others. */
    private static final List<String> LANGUAGES = List.of("en");

    private static final Map<String, Phrases> ALL =
            LANGUAGES.stream()
                    .collect(Collectors.toUnmodifiableMap(Function.identity(), Phrases::new));
    private static final Pattern BRACES = Pattern.compile("\\{([a-z]+)}");

    private final Locale locale;
    private final Properties phrases = new Properties();

    private Phrases(String language) {
        locale = Locale.of(language);
        try (var file =
                Phrases.class.getResourceAsStream("/messages/" + language + ".properties")) {
            phrases.load(
                    new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Phrases of(Locale locale) {
        var there = ALL.get(locale.getLanguage());
        return there != null ? there : Objects.requireNonNull(ALL.get(LANGUAGES.getFirst()));
    }

    /** Of every language that there is. */
    static Collection<Phrases> all() {
        return ALL.values();
    }

    /** The language that it is really in. */
    Locale locale() {
        return locale;
    }

    boolean has(String key) {
        return phrases.containsKey(key);
    }

    /**
     * @param words what stands in braces, by name, in pairs: {@code "person", "Anna"}
     */
    String say(String key, Object... words) {
        var text = phrases.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no such phrase: " + key);
        }
        return BRACES.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(word(match.group(1), key, words)));
    }

    boolean rightToLeft() {
        return say("direction").equals("rtl");
    }

    /** Day and minute, with the zone's name. */
    String time(Instant at, ZoneId zone) {
        return DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm zzz", locale)
                .withZone(zone)
                .format(at);
    }

    /** One number and its unit; what lies ahead counts as now. */
    String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return say("age.seconds", "n", seconds);
        }
        if (seconds < 120 * 60) {
            return say("age.minutes", "n", seconds / 60);
        }
        return seconds < 48 * 3600
                ? say("age.hours", "n", seconds / 3600)
                : say("age.days", "n", seconds / 86_400);
    }

    private static String word(String name, String key, Object... words) {
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (words[i].equals(name)) {
                return String.valueOf(words[i + 1]);
            }
        }
        throw new IllegalArgumentException("nothing for {" + name + "} in " + key);
    }
}
