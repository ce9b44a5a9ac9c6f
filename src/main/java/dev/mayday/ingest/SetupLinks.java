package dev.mayday.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.mayday.identity.DeviceSetup;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What sets each app up in one step: a link to open on the phone, and the same to scan. */
@ApplicationScoped
class SetupLinks implements DeviceSetup {
    private static final int MODE_HTTP = 3;

    /** Seconds between two reports of Traccar Client, which can't be asked for a faster rate. */
    private static final int INTERVAL = 60;

    /** Of a device in OwnTracks; a longer one makes the code hard to scan. */
    private static final int LONGEST_NAME = 20;

    private final JsonMapper json =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private final String base;

    SetupLinks(@ConfigProperty(name = "mayday.public-url") String publicUrl) {
        this.base = publicUrl.replaceAll("/+$", "") + "/v1/ingest/";
    }

    @Override
    public Links links(String email, String name, String token) {
        return new Links(
                ownTracks(email, name, token),
                traccarClient(token),
                scanned(osmAnd(token)),
                new App(base + "traccar", null, token, null),
                scanned(base + "button?id=" + token));
    }

    private App ownTracks(String email, String name, String token) {
        var url = base + "owntracks";
        var link = "owntracks:///config?inline=" + inline(configuration(url, email, name, token));
        return new App(url, link, null, QrImage.of(link));
    }

    private String configuration(String url, String email, String name, String token) {
        var configuration =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("_type", "configuration")
                        .put("mode", MODE_HTTP)
                        .put("url", url)
                        .put("auth", true)
                        .put("username", email)
                        .put("password", token)
                        .put("deviceId", cut(name))
                        .put("tid", initials(name));
        try {
            return json.writeValueAsString(configuration);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cut(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST_NAME
                ? name
                : name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
    }

    /** The two characters that the app shows on its map. */
    private static String initials(String name) {
        var letters = name.codePoints().filter(Character::isLetterOrDigit).limit(2).toArray();
        return letters.length < 2 ? "me" : new String(letters, 0, 2).toUpperCase(Locale.ROOT);
    }

    /**
     * Base64 that is the same in a query, whether or not whoever reads it undoes escapes: of ASCII
     * without {@code > ? ~} there is no plus or slash in it, of a multiple of three no equals sign.
     */
    private static String inline(String configuration) {
        var safe =
                configuration
                        .replace(">", "\\u003e")
                        .replace("?", "\\u003f")
                        .replace("~", "\\u007e");
        var padded = safe + " ".repeat((3 - safe.length() % 3) % 3);
        return Base64.getEncoder().encodeToString(padded.getBytes(StandardCharsets.US_ASCII));
    }

    private App traccarClient(String token) {
        var url = base + "osmand";
        var link =
                "org.traccar.client://config?url="
                        + URLEncoder.encode(url, StandardCharsets.UTF_8)
                        + "&id="
                        + token
                        + "&accuracy=high&buffer=true&interval="
                        + INTERVAL;
        return new App(url, link, token, QrImage.of(link));
    }

    /** Its speed is left out: OsmAnd writes metres a second where this format has knots. */
    private String osmAnd(String token) {
        return base
                + "osmand?id="
                + token
                + "&lat={0}&lon={1}&timestamp={2}&altitude={4}&bearing={6}";
    }

    private static App scanned(String url) {
        return new App(url, null, null, QrImage.of(url));
    }
}
