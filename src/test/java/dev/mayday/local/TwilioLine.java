package dev.mayday.local;

import static dev.mayday.local.Patience.PATIENCE;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The way back from a Twilio-shaped provider to its customer: signed POSTs. */
final class TwilioLine implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final String token;
    private final Optional<URI> behind;

    /**
     * @param behind where the customer really is, if it can't be reached from here by the address
     *     that it gives; what is signed is that address
     */
    TwilioLine(String token, Optional<URI> behind) {
        this.token = token;
        this.behind = behind;
    }

    /** The signature of a POST of this form to this address. */
    String sign(String url, Map<String, String> form) {
        var signed = new StringBuilder(url);
        new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(
                            mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> post(String url, Map<String, String> form) throws IOException {
        return post(url, form, sign(url, form));
    }

    HttpResponse<String> post(String url, Map<String, String> form, String signature)
            throws IOException {
        var body =
                form.entrySet().stream()
                        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        var request =
                HttpRequest.newBuilder(reachable(url))
                        .timeout(PATIENCE)
                        .header("X-Twilio-Signature", signature)
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private URI reachable(String url) {
        var given = URI.create(url);
        return behind.map(there ->
                        there.resolve(
                                given.getRawPath()
                                        + (given.getRawQuery() == null
                                                ? ""
                                                : "?" + given.getRawQuery())))
                .orElse(given);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
