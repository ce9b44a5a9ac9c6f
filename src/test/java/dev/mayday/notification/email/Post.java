package dev.mayday.notification.email;

import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Samples;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.Variant;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Senders of mail as the service makes them. */
final class Post implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();

    EmailSender sender(int port) {
        return sender(port, "Mayday <mayday@localhost>");
    }

    EmailSender sender(int port, String from) {
        return sender(port, Samples.settings(), "from", from, "tls", "DISABLED");
    }

    EmailSender sender(int port, NotificationSettings settings, String... given) {
        var all =
                Stream.concat(Stream.of("port", String.valueOf(port)), Arrays.stream(given))
                        .toArray(String[]::new);
        var smtp = Samples.mapping(SmtpSettings.First.class, "mayday.smtp", all);
        var letterhead =
                new Letterhead(
                        Samples.wording(),
                        template("email.txt", Variant.TEXT_PLAIN),
                        template("email.html", Variant.TEXT_HTML),
                        URI.create("https://mayday.example"));
        return new EmailSender("smtp", vertx, smtp, settings, letterhead);
    }

    private static Template template(String name, String type) {
        try {
            return Engine.builder()
                    .addDefaults()
                    .addValueResolver(new ReflectionValueResolver())
                    .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                    .build()
                    .parse(
                            Files.readString(Path.of("src/main/resources/templates", name)),
                            new Variant(Locale.ROOT, StandardCharsets.UTF_8, type));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
