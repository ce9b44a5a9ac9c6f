package dev.mayday.notification.twilio;

import dev.mayday.problem.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Where the provider calls us back, and whether it was the provider who called. */
@ApplicationScoped
class Callbacks {
    static final String PATH = "/v1/providers/twilio";
    private static final int LONGEST = 64 * 1024;

    private final String publicUrl;
    private final Optional<String> token;

    Callbacks(
            TwilioSettings settings, @ConfigProperty(name = "mayday.public-url") String publicUrl) {
        this.publicUrl = publicUrl.replaceAll("/+$", "");
        this.token = settings.account().isPresent() ? settings.token() : Optional.empty();
    }

    /** Told what becomes of a text message. */
    String textStatus(UUID delivery) {
        return publicUrl + PATH + "/sms/" + delivery + "/status";
    }

    /** Asked what to say once a call is answered. */
    String call(UUID delivery) {
        return publicUrl + PATH + "/voice/" + delivery;
    }

    /** Asked for the rest, once a key was pressed to hear it. */
    String open(UUID delivery) {
        return call(delivery) + "/open";
    }

    /** Told which key was pressed. */
    String key(UUID delivery) {
        return call(delivery) + "/key";
    }

    /** Told what becomes of a call. */
    String callStatus(UUID delivery) {
        return call(delivery) + "/status";
    }

    /**
     * What the provider says, once it is sure that nobody else says it. It is checked against the
     * address as everybody knows it, whatever a proxy made of it.
     *
     * @param body of a POST
     * @throws dev.mayday.problem.Refused not-allowed where the signature is missing or wrong, or
     *     there is no such provider; too-large
     */
    Form checked(HttpServerRequest request, @Nullable String body) {
        if (body != null && body.length() > LONGEST) {
            throw new Problem(413, "too-large", "a callback has at most 64 KiB").refused();
        }
        var given = request.getHeader("X-Twilio-Signature");
        if (given == null || token.isEmpty()) {
            throw forged();
        }
        try {
            boolean posted = request.method().equals(HttpMethod.POST);
            var signed = posted ? Form.parse(body) : Form.of();
            if (addresses(request.uri()).stream()
                    .noneMatch(url -> Signature.isRight(given, token.get(), url, signed))) {
                throw forged();
            }
            return posted ? signed : Form.parse(request.query());
        } catch (IllegalArgumentException e) {
            throw forged(); // what can't be read was not written by the provider
        }
    }

    /** As it is; and, as the provider does now and then, without its port or with the usual one. */
    private List<String> addresses(String path) {
        var url = URI.create(publicUrl);
        int usual = "https".equals(url.getScheme()) ? 443 : 80;
        var host = url.getScheme() + "://" + url.getHost();
        var other =
                url.getPort() < 0
                        ? publicUrl.replace(host, host + ":" + usual)
                        : publicUrl.replace(host + ":" + url.getPort(), host);
        return List.of(publicUrl + path, other + path);
    }

    private static RuntimeException forged() {
        return Problem.notAllowed("the signature is missing or wrong").refused();
    }
}
