package dev.mayday.local;

import static dev.mayday.local.Patience.PATIENCE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/**
 * A file as it was served.
 *
 * @param type with its parameters
 * @param disposition what it would be saved as
 */
public record Download(int status, String type, String disposition, byte[] bytes) {

    /**
     * @param accept may be empty, as a program's that does not care
     */
    public static Download of(Bearer who, String path, String accept) {
        var request = request(who, path);
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        try {
            var said = Wire.CLIENT.send(request.build(), BodyHandlers.ofByteArray());
            return new Download(
                    said.statusCode(),
                    header(said, "Content-Type"),
                    header(said, "Content-Disposition"),
                    said.body());
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * A file that is not kept: the server sends on as it is read. The caller closes it.
     *
     * @throws IllegalStateException if it is a refusal
     */
    public static InputStream stream(Bearer who, String path) {
        try {
            var said = Wire.CLIENT.send(request(who, path).build(), BodyHandlers.ofInputStream());
            if (said.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + said.statusCode());
            }
            return said.body();
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest.Builder request(Bearer who, String path) {
        return HttpRequest.newBuilder(who.wire().base().resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + who.token().get());
    }

    private static String header(HttpResponse<?> said, String name) {
        return said.headers().firstValue(name).orElse("");
    }

    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Its text. @throws IllegalStateException if it is a refusal */
    public String ok() {
        if (status != 200) {
            throw new IllegalStateException(status + " " + text());
        }
        return text();
    }
}
