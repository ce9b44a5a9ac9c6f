package dev.mayday.guardian;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/**
 * What the pages draw places on. By default the base map that ships with them, which asks nobody
 * for anything.
 */
@NullMarked
@ConfigMapping(prefix = "mayday.map")
interface MapSettings {
    /** A MapLibre style in place of the bundled base map. Its server learns where people look. */
    Optional<URI> styleUrl();

    /** Further origins that the style loads tiles, glyphs or sprites from. */
    Optional<List<URI>> origins();
}
