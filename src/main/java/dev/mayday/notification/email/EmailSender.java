package dev.mayday.notification.email;

import dev.mayday.notification.Message;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import dev.mayday.notification.Sender;
import dev.mayday.notification.TlsTrouble;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.SMTPException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hands messages to an SMTP server, over connections that it keeps. */
class EmailSender implements Sender {
    private final String provider;
    private final boolean configured;
    private final String from;
    private final Context context;
    private final MailClient client;
    private final Letterhead letterhead;
    private final Duration timeout;

    /**
     * @param provider how its attempts name it
     */
    EmailSender(
            String provider,
            Vertx vertx,
            SmtpSettings smtp,
            NotificationSettings settings,
            Letterhead letterhead) {
        this.provider = provider;
        this.configured = smtp.host().isPresent();
        this.from = smtp.from();
        this.timeout = settings.sendTimeout();
        this.letterhead = letterhead;
        this.context = vertx.getOrCreateContext();
        this.client = MailClient.create(vertx, smtp.client(timeout));
    }

    @Override
    public String channel() {
        return "email";
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public boolean configured() {
        return configured;
    }

    @Override
    public Outcome send(Message message) {
        Mail mail;
        try {
            mail = new Mail(letterhead.write(message, from));
        } catch (IllegalArgumentException e) {
            return new Rejected("not an e-mail address");
        }
        var answer =
                given(mail)
                        .handle((taken, failure) ->
                                failure == null
                                        ? new Accepted(mail.getHeaders().get("Message-ID"))
                                        : failed(failure, mail.given()));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            return mail.withdraw()
                    ? new Unavailable("the mail server was not ready in time")
                    : new Silent("the mail server did not answer in time", answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RetryLater(null, "interrupted");
        }
    }

    /**
     * Always on the same event loop: where the client is used from several, it can miss the
     * greeting of a server on a new connection, and waits for it in vain.
     */
    private CompletableFuture<MailResult> given(MailMessage mail) {
        var result = new CompletableFuture<MailResult>();
        context.runOnContext(ignored ->
                client.sendMail(mail)
                        .onSuccess(result::complete)
                        .onFailure(result::completeExceptionally));
        return result;
    }

    /**
     * RFC 5321: 4xx may work later, 5xx never by this server; 421 closes the channel. What has no
     * code is a lost or refused connection.
     *
     * @param given whether the server had the mail by then, or a part of it
     */
    private static Outcome failed(Throwable failure, boolean given) {
        if (failure instanceof SMTPException smtp && smtp.getReplyCode() > 0) {
            var why = "the mail server answered " + smtp.getReplyCode();
            if (smtp.getReplyCode() == 421) {
                return new Unavailable(why);
            }
            return smtp.isPermanent() ? new Rejected(why) : new RetryLater(null, why);
        }
        if (given) {
            return new Unavailable("the connection was lost while the mail server had the mail");
        }
        var plain = String.valueOf(failure.getMessage()).startsWith("STARTTLS required");
        return new Unavailable(
                TlsTrouble.of(failure)
                        .or(() -> plain ? Optional.of("it offers no TLS") : Optional.empty())
                        .map(trouble -> "the mail server: " + trouble)
                        .orElse("no connection to the mail server"));
    }

    void close() {
        client.close();
    }
}
