package dev.mayday.guardian;

import dev.mayday.guardian.Atlas.Town;
import dev.mayday.guardian.LinkVisits.Told;
import dev.mayday.notification.Wording;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Lays out the pages behind links, and says to a browser what it may do with them. */
@ApplicationScoped
class LinkLayout {
    /** In the head that the build has made: from here on, what makes the page live. */
    private static final String LIVE = "<!-- live -->";

    private final Template page;
    private final Template word;
    private final Wording wording;
    private final PageHeaders headers;
    private final String still;
    private final String live;

    LinkLayout(
            @Location("link.html") Template page,
            @Location("link-word.html") Template word,
            Wording wording,
            PageHeaders headers,
            PageFiles files) {
        this.page = page;
        this.word = word;
        this.wording = wording;
        this.headers = headers;
        var head = files.named("link.html").plain().toString();
        this.live = head;
        this.still = head.substring(0, head.indexOf(LIVE));
    }

    /**
     * @param problem why what was sent was not taken, as its code
     */
    RestResponse<byte[]> page(AskedPage asked, int status, Told told, @Nullable String problem) {
        var words = wording.page(told.visit());
        var html =
                page.data("page", words)
                        .data("problem", problem == null ? "" : trouble(told, problem))
                        .data("towns", towns(told.towns()))
                        .data("languages", wording.languages())
                        .data("head", live)
                        .render();
        return answer(asked, status, words.locale(), html);
    }

    private String trouble(Told told, String problem) {
        var about = problem.equals("illegal-transition") ? "changed" : "failed";
        return wording.word(told.visit().locale(), about).text();
    }

    /**
     * @param about which page of a few words it is
     */
    RestResponse<byte[]> word(AskedPage asked, int status, String about) {
        var words = wording.word(wording.understood(asked.languages()), about);
        return answer(
                asked,
                status,
                words.locale(),
                word.data("page", words)
                        .data("languages", wording.languages())
                        .data("head", still)
                        .render());
    }

    RestResponse<byte[]> nothing(int status) {
        return ResponseBuilder.<byte[]>create(status).header("Cache-Control", "no-store").build();
    }

    /** To be read anew: so a page that is loaded again answers nothing again. */
    RestResponse<byte[]> seeOther(AskedPage asked, String token) {
        var chosen = asked.chosenLanguage();
        var path = "/a/" + token + (chosen == null ? "" : "?lang=" + chosen);
        return ResponseBuilder.<byte[]>create(RestResponse.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, path)
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .build();
    }

    private RestResponse<byte[]> answer(AskedPage asked, int status, Locale locale, String html) {
        headers.secret(asked.request().response());
        var content = html.getBytes(StandardCharsets.UTF_8);
        var answer =
                ResponseBuilder.<byte[]>create(status)
                        .entity(asked.takesGzip() ? packed(content) : content)
                        .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                        .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                        .header("Vary", "Accept-Encoding, Accept-Language")
                        .header("Cache-Control", "no-store");
        return (asked.takesGzip() ? answer.header("Content-Encoding", "gzip") : answer).build();
    }

    /** Nothing in the page comes from who asks for it, so its length betrays nothing. */
    private static byte[] packed(byte[] content) {
        var packed = new ByteArrayOutputStream(content.length / 2);
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static String towns(List<Town> towns) {
        var all = new JsonArray();
        for (var town : towns) {
            all.add(
                    new JsonArray()
                            .add(town.name())
                            .add(town.lon())
                            .add(town.lat())
                            .add(town.rank()));
        }
        return all.encode();
    }
}
