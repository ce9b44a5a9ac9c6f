package dev.mayday.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * @param lasts how long the walk is to take
 * @param auto whether the demo's guardian answers if nobody else has
 * @param terminal whether a line can be written over
 */
record DemoSettings(
        Wire wire,
        URI inbox,
        String publicUrl,
        Path track,
        Duration lasts,
        boolean auto,
        boolean terminal) {

    private static final String OWN_TRACK = "src/test/resources/tracks/riverside.gpx";

    static DemoSettings of(String[] args, Map<String, String> environment) {
        var track = Path.of(OWN_TRACK);
        var lasts = Duration.ofSeconds(60);
        var auto = false;
        var terminal = false;
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--auto" -> auto = true;
                case "--terminal" -> terminal = true;
                case "--seconds" -> lasts = Duration.ofSeconds(Long.parseLong(args[++i]));
                default -> track = Path.of(args[i]);
            }
        }
        var server = "http://127.0.0.1:" + environment.getOrDefault("MAYDAY_HTTP_PORT", "8080");
        return new DemoSettings(
                new Wire(URI.create(server)),
                URI.create(
                        "http://127.0.0.1:"
                                + environment.getOrDefault("MAYDAY_INBOX_PORT", "8025")),
                environment.getOrDefault("MAYDAY_PUBLIC_URL", server),
                track,
                lasts,
                auto,
                terminal);
    }
}
