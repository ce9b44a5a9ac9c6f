package dev.mayday.guardian;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jspecify.annotations.NullMarked;

/** The pages, read once for all who serve from them. */
@NullMarked
@Singleton
class ReadPages {
    @Produces
    @Singleton
    PageFiles files(MapSettings map) {
        return PageFiles.read(map.styleUrl().map(Object::toString).orElse(""));
    }
}
