package dev.mayday.device;

import dev.mayday.wire.Text;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code installation} of a handshake's query: up to 64 characters. */
final class Installation {
    static final int MOST = 64;

    private Installation() {}

    /**
     * @param query as in the URL, undecoded
     */
    static Optional<String> of(@Nullable String query) {
        if (query == null) {
            return Optional.empty();
        }
        return Arrays.stream(query.split("&"))
                .filter(part -> part.startsWith("installation="))
                .map(part -> decoded(part.substring("installation=".length())))
                .filter(name -> !name.isBlank() && name.length() <= MOST && Text.isKept(name))
                .findFirst();
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
