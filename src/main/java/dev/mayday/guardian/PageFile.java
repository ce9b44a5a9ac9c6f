package dev.mayday.guardian;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A file of the pages.
 *
 * @param path below the root, with no slash before it
 * @param encodings the smallest first; the last is the file itself
 */
@NullMarked
record PageFile(String path, List<Encoded> encodings) {
    private static final Map<String, String> TYPES =
            Map.of(
                    "css", "text/css;charset=UTF-8",
                    "html", "text/html;charset=UTF-8",
                    "js", "text/javascript;charset=UTF-8",
                    "json", "application/json",
                    "png", "image/png",
                    "svg", "image/svg+xml",
                    "webmanifest", "application/manifest+json");

    /**
     * The content as one encoding has it.
     *
     * @param name as in Accept-Encoding; empty for the file itself
     */
    record Encoded(String name, Buffer content) {}

    String type() {
        return TYPES.getOrDefault(
                path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
    }

    /** As it is, compressed by nothing. */
    Buffer plain() {
        return encodings.getLast().content();
    }

    /** With a setting in the place of its name in {@code ${…}}, in each of a page's attributes. */
    PageFile with(String name, String value) {
        var escaped = value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        var text = encodings.getLast().content.toString().replace("${" + name + "}", escaped);
        return new PageFile(path, List.of(new Encoded("", Buffer.buffer(text))));
    }

    /**
     * The smallest that the browser takes; a weight of zero, which no browser sends, is read as a
     * wish.
     */
    Encoded best(@Nullable String accepted) {
        return encodings.stream()
                .filter(encoded ->
                        encoded.name.isEmpty()
                                || accepted != null && accepted.contains(encoded.name))
                .findFirst()
                .orElseThrow();
    }
}
