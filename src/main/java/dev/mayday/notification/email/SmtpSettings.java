package dev.mayday.notification.email;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A mail server that takes our messages. */
interface SmtpSettings {
    /** The one that is tried first. */
    @ConfigMapping(prefix = "mayday.smtp")
    interface First extends SmtpSettings {
        @Override
        @WithDefault("127.0.0.1")
        Optional<String> host();
    }

    /** The one for when the first does not work. */
    @ConfigMapping(prefix = "mayday.smtp-backup")
    interface Backup extends SmtpSettings {}

    /** Where there is none, there is no such server. */
    Optional<String> host();

    @WithDefault("25")
    int port();

    Optional<String> user();

    Optional<String> password();

    /** Whom mails are from: an address, or {@code Name <address>}. */
    @WithDefault("Mayday <mayday@localhost>")
    String from();

    /**
     * disabled, optional (STARTTLS where it is offered), required (STARTTLS or nothing), or
     * implicit (TLS from the start).
     */
    @WithDefault("required")
    String tls();

    /** Connections kept to it. */
    @WithDefault("16")
    int connections();

    /**
     * For each of its answers, above all for the one to the end of a mail (RFC 5321, 4.5.3.2.6): so
     * late it still counts, though others are tried before (decision 45).
     */
    @WithDefault("PT2M")
    Duration responseTimeout();

    /**
     * @param timeout for a connection, twice
     */
    default MailConfig client(Duration timeout) {
        var config =
                new MailConfig(host().orElse("localhost"), port())
                        .setMaxPoolSize(connections())
                        .setHostnameVerificationAlgorithm("HTTPS")
                        .setUserAgent("mayday")
                        .setConnectTimeout((int) timeout.toMillis() / 2)
                        .setIdleTimeout((int) responseTimeout().toMillis())
                        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setKeepAliveTimeout((int) timeout.toMillis() / 2)
                        .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS)
                        .setPoolCleanerPeriod(1_000)
                        .setPoolCleanerPeriodUnit(TimeUnit.MILLISECONDS);
        switch (tls().toLowerCase(java.util.Locale.ROOT)) {
            case "disabled" -> config.setStarttls(StartTLSOptions.DISABLED);
            case "optional" -> config.setStarttls(StartTLSOptions.OPTIONAL);
            case "required" -> config.setStarttls(StartTLSOptions.REQUIRED);
            case "implicit" -> config.setSsl(true).setStarttls(StartTLSOptions.DISABLED);
            default ->
                    throw new IllegalArgumentException(
                            "mayday.smtp.tls: disabled, optional, required or implicit");
        }
        if (user().isPresent()) {
            config.setLogin(LoginOption.REQUIRED)
                    .setUsername(user().get())
                    .setPassword(password().orElse(""));
        } else {
            config.setLogin(LoginOption.DISABLED);
        }
        return config;
    }
}
