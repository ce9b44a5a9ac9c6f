package dev.mayday.guardian;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a request says about who asks for a page, and what for. */
record AskedPage(HttpServerRequest request) {
    /** Those who fetch what somebody is sent, to show a piece of it in a list of messages. */
    private static final Pattern PREVIEW =
            Pattern.compile(
                    "facebookexternalhit|Facebot|WhatsApp/|Slackbot|Slack-ImgProxy|Twitterbot|TelegramBot|Discordbot|LinkedInBot"
                            + "|SkypeUriPreview|Googlebot|bingbot|Applebot|redditbot|Mattermost|Iframely|Embedly|vkShare"
                            + "|Viber|BingPreview|YandexBot|DuckDuckBot|Baiduspider");

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}");

    /** A browser that loads what nobody has pressed yet. */
    boolean aheadOfTime() {
        return Stream.of("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
                .map(request::getHeader)
                .anyMatch(purpose ->
                        purpose != null
                                && Stream.of("prefetch", "prerender", "preview")
                                        .anyMatch(purpose.toLowerCase(Locale.ROOT)::contains));
    }

    /** "No preview" is asked for in the page, too; but who obeys has read it by then. */
    boolean forPreview() {
        var agent = request.getHeader("User-Agent");
        return agent != null && PREVIEW.matcher(agent).find();
    }

    /**
     * Origin can't be asked: our own pages send none of it, since they send no referrer. An older
     * browser says nothing.
     */
    boolean fromAnotherSite() {
        var site = request.getHeader("Sec-Fetch-Site");
        return "cross-site".equals(site) || "same-site".equals(site);
    }

    /** What the reader chose, in the address so that it needs no script; null if nothing. */
    @Nullable String chosenLanguage() {
        var chosen = request.getParam("lang");
        return chosen != null && LANGUAGE.matcher(chosen).matches() ? chosen : null;
    }

    @Nullable String languages() {
        var chosen = chosenLanguage();
        return chosen == null ? request.getHeader("Accept-Language") : chosen;
    }

    boolean takesGzip() {
        var encodings = request.getHeader("Accept-Encoding");
        return encodings != null && encodings.contains("gzip");
    }
}
