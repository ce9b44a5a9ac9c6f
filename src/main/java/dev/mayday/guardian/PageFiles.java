package dev.mayday.guardian;

import dev.mayday.guardian.PageFile.Encoded;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * All that src/main/webui/build.mjs made, read once: a few megabytes, every file as brotli and gzip
 * too.
 */
@NullMarked
record PageFiles(Map<String, PageFile> byPath) {
    private static final String FOLDER = "pages/";
    private static final String MAP_STYLE = "${mapStyle}";

    /**
     * @param mapStyle the address of a map style, written into the pages; empty for the bundled
     *     base map
     * @throws IllegalStateException if the jar was built without its pages
     */
    static PageFiles read(String mapStyle) {
        var contents = content("contents.txt");
        if (contents == null) {
            throw new IllegalStateException("this jar was built without its pages");
        }
        var paths = contents.toString().lines().collect(Collectors.toSet());
        return new PageFiles(
                paths.stream()
                        .filter(path -> !path.endsWith(".br") && !path.endsWith(".gz"))
                        .map(path ->
                                path.endsWith(".html") ? page(path, mapStyle) : asset(path, paths))
                        .collect(Collectors.toMap(PageFile::path, Function.identity())));
    }

    PageFile named(String path) {
        var file = byPath.get(path);
        if (file == null) {
            throw new IllegalStateException("no page " + path);
        }
        return file;
    }

    /**
     * The one asset of that name, whatever its content has added to it.
     *
     * @param name such as {@code world} for {@code assets/world-1f2e3d4c.json}
     */
    PageFile assetNamed(String name) {
        return assets().stream()
                .filter(file -> file.path().startsWith("assets/" + name + "-"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no asset " + name));
    }

    Collection<PageFile> assets() {
        return byPath.values().stream().filter(file -> file.path().startsWith("assets/")).toList();
    }

    private static PageFile page(String path, String mapStyle) {
        var text = String.valueOf(content(path)).replace(MAP_STYLE, escaped(mapStyle));
        return new PageFile(path, List.of(new Encoded("", Buffer.buffer(text))));
    }

    /**
     * @param paths of all files: asking for one that is not there looks through all that the
     *     program is made of
     */
    private static PageFile asset(String path, Set<String> paths) {
        var encodings = new ArrayList<Encoded>();
        add(encodings, "br", path + ".br", paths);
        add(encodings, "gzip", path + ".gz", paths);
        add(encodings, "", path, paths);
        return new PageFile(path, encodings);
    }

    private static void add(List<Encoded> encodings, String name, String path, Set<String> paths) {
        var content = paths.contains(path) ? content(path) : null;
        if (content != null) {
            encodings.add(new Encoded(name, content));
        }
    }

    private static @Nullable Buffer content(String path) {
        try (var stream = PageFiles.class.getClassLoader().getResourceAsStream(FOLDER + path)) {
            return stream == null ? null : Buffer.buffer(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String attribute) {
        return attribute.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
