package dev.mayday.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.OptionalDouble;

/** What a service says of itself on its management port. */
public record Metrics(URI management) {

    public static Metrics of(Service service) {
        return new Metrics(service.management());
    }

    /**
     * @param name as Prometheus has it, with its labels if it has any
     */
    public OptionalDouble value(String name) {
        return text().lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst();
    }

    private String text() {
        var request = HttpRequest.newBuilder(management.resolve("/metrics")).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
