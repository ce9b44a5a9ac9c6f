package dev.mayday.journey;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Locale;

/** What the pages are looked at with. */
enum Look {
    PHONE_LIGHT(320, 640, ColorScheme.LIGHT),
    DESKTOP_LIGHT(1280, 800, ColorScheme.LIGHT),
    DESKTOP_DARK(1280, 800, ColorScheme.DARK),
    PHONE_DARK(320, 640, ColorScheme.DARK);

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    Look(int width, int height, ColorScheme scheme) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
    }

    /** All of them, each but a step from the one before, and the first not far from this one. */
    List<Look> andOthers() {
        var all = List.of(values());
        return scheme == ColorScheme.LIGHT ? all : all.reversed();
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    ColorScheme scheme() {
        return scheme;
    }

    /** Whether axe is asked: each size and each scheme once, which is all that differs to it. */
    boolean judged() {
        return this == PHONE_DARK || this == DESKTOP_LIGHT;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
