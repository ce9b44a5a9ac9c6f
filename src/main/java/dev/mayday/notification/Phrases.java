package dev.mayday.notification;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * The wording of one language: {@code messages/<language>.properties}, and nothing else, makes a
 * language. English stands in for a language, and for a phrase, that is not there.
 */
final class Phrases {
    private static final String FOLDER = "messages/";
    private static final Pattern FILE = Pattern.compile(FOLDER + "([a-z]+)\\.properties");
    private static final Pattern BRACES = Pattern.compile("\\{([a-z]+)}");

    /** {@code <key>.<number>}: the form of the phrase for numbers up to this one. */
    private static final Pattern COUNTED = Pattern.compile("(.+)\\.([0-9]{1,6})");

    private static final Phrases ENGLISH = read("en", null);

    /** All that there are: a language that is not is never looked for. */
    private static final Map<String, Phrases> BY_LANGUAGE = new TreeMap<>();

    static {
        BY_LANGUAGE.put("en", ENGLISH);
        languages()
                .forEach(language ->
                        BY_LANGUAGE.computeIfAbsent(language, other -> read(other, ENGLISH)));
    }

    private final Locale language;
    private final Properties phrases;
    private final @Nullable Phrases standIn;
    private final Map<String, TreeMap<Long, String>> counted = new HashMap<>();

    private Phrases(String language, Properties phrases, @Nullable Phrases standIn) {
        this.language = Locale.of(language);
        this.phrases = phrases;
        this.standIn = standIn;
        for (var key : phrases.stringPropertyNames()) {
            var match = COUNTED.matcher(key);
            if (match.matches()) {
                counted.computeIfAbsent(match.group(1), any -> new TreeMap<>())
                        .put(Long.valueOf(match.group(2)), key);
            }
        }
    }

    static Phrases of(Locale locale) {
        return BY_LANGUAGE.getOrDefault(locale.getLanguage(), ENGLISH);
    }

    /** Of every language that there is, by its code. */
    static Collection<Phrases> all() {
        return Collections.unmodifiableCollection(BY_LANGUAGE.values());
    }

    /**
     * By the names of the files beside the English one. To ask for each language in the world would
     * look through the whole class path for most of them.
     */
    private static Set<String> languages() {
        try {
            var english = Objects.requireNonNull(Phrases.class.getResource(file("en")));
            return english.openConnection() instanceof JarURLConnection packed
                    ? named(packed.getJarFile().stream().map(ZipEntry::getName))
                    : beside(Path.of(english.toURI()));
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("the languages can't be listed", e);
        }
    }

    private static Set<String> beside(Path english) throws IOException {
        try (var files = Files.list(english.resolveSibling(""))) {
            return named(files.map(each -> FOLDER + each.getFileName()));
        }
    }

    private static Set<String> named(Stream<String> files) {
        return files.map(FILE::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }

    private static String file(String language) {
        return "/" + FOLDER + language + ".properties";
    }

    private static Phrases read(String language, @Nullable Phrases standIn) {
        var name = file(language);
        try (var file = Objects.requireNonNull(Phrases.class.getResourceAsStream(name), name)) {
            var phrases = new Properties();
            phrases.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return new Phrases(language, phrases, standIn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The language that it is really in. */
    Locale locale() {
        return language;
    }

    /** Whether this language has it of its own. */
    boolean has(String key) {
        return phrases.containsKey(key);
    }

    /**
     * @param words what stands in braces, by name, in pairs: {@code "person", "Anna"}
     */
    String say(String key, Object... words) {
        var text = phrases.getProperty(key);
        if (text == null) {
            if (standIn == null) {
                throw new IllegalArgumentException("no such phrase: " + key);
            }
            return standIn.say(key, words);
        }
        return BRACES.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(word(find(match.group(1), key, words))));
    }

    /** In the form that goes with the number {@code {n}}. */
    String count(String key, long n) {
        var forms = counted.get(key);
        var form = forms == null ? null : forms.ceilingEntry(n);
        return say(form == null ? key : form.getValue(), "n", n);
    }

    /** What somebody wrote, set apart where it runs against the direction of these phrases. */
    String word(Object text) {
        return Isolated.in(rightToLeft(), String.valueOf(text));
    }

    boolean rightToLeft() {
        return phrases.getProperty("direction", "ltr").equals("rtl");
    }

    /** Day and minute, with the zone's name, as the reader's country writes them. */
    String time(Instant at, Locale reader, ZoneId zone) {
        var locale = reader.getLanguage().equals(language.getLanguage()) ? reader : language;
        return DateTimeFormatter.ofPattern(say("time"), locale).withZone(zone).format(at);
    }

    /** One number and its unit, short; what lies ahead counts as now. */
    String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 120) {
            return count("age.seconds", seconds);
        }
        if (seconds < 120 * 60) {
            return count("age.minutes", seconds / 60);
        }
        return seconds < 48 * 3600
                ? count("age.hours", seconds / 3600)
                : count("age.days", seconds / 86_400);
    }

    /** The same as it is said aloud. */
    String spokenAge(Duration age) {
        long minutes = age.toMinutes();
        if (minutes < 1) {
            return say("spoken.moment");
        }
        if (minutes < 100) {
            return count("spoken.minutes", minutes);
        }
        return minutes < 48 * 60
                ? count("spoken.hours", minutes / 60)
                : count("spoken.days", minutes / (24 * 60));
    }

    private static Object find(String name, String key, Object... words) {
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (words[i].equals(name)) {
                return words[i + 1];
            }
        }
        throw new IllegalArgumentException("nothing for {" + name + "} in " + key);
    }
}
