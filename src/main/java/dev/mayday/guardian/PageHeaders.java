package dev.mayday.guardian;

import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.NullMarked;

/**
 * What a browser may do with a page: load from here alone, and, where a map style from elsewhere is
 * set, from there.
 */
@NullMarked
@ApplicationScoped
class PageHeaders {
    private final String policy;

    PageHeaders(@ConfigProperty(name = "mayday.public-url") URI publicUrl, MapSettings map) {
        var maps =
                Stream.concat(
                                map.styleUrl().stream(),
                                map.origins().stream().flatMap(all -> all.stream()))
                        .map(PageHeaders::origin)
                        .distinct()
                        .map(origin -> " " + origin)
                        .collect(Collectors.joining());
        policy =
                String.join(
                        "; ",
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self' data: blob:" + maps,
                        "worker-src 'self'",
                        "connect-src 'self' " + socketOrigin(publicUrl) + maps,
                        "font-src 'self'",
                        "manifest-src 'self'",
                        "base-uri 'none'",
                        "form-action 'self'",
                        "frame-ancestors 'none'");
    }

    /** For a page. */
    void page(HttpServerResponse response) {
        page(response, "geolocation=()");
    }

    /** For the page that may ask where its reader is. */
    void phone(HttpServerResponse response) {
        page(response, "geolocation=(self)");
    }

    private void page(HttpServerResponse response, String geolocation) {
        plain(response);
        response.putHeader("Content-Security-Policy", policy)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader(
                        "Permissions-Policy",
                        "camera=(), " + geolocation + ", microphone=(), payment=(), usb=()");
    }

    /**
     * For a page whose address is a secret: found by no search engine, told to no site that it
     * leads to.
     */
    void secret(HttpServerResponse response) {
        page(response);
        response.putHeader("X-Robots-Tag", "noindex, nofollow, noarchive, nosnippet");
    }

    /** For what a page is made of. */
    void plain(HttpServerResponse response) {
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }

    /** Browsers of before 2022 do not count a socket to the same host as 'self'. */
    private static String socketOrigin(URI publicUrl) {
        return ("https".equals(publicUrl.getScheme()) ? "wss://" : "ws://")
                + publicUrl.getRawAuthority();
    }
}
