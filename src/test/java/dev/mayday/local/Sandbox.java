package dev.mayday.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the world outside: a real SMTP server, a message centre for texts and a receiver of
 * webhooks, and one inbox that shows what they took. As a process of its own for people ({@link
 * #main}), inside a test's process for tests.
 */
public final class Sandbox implements AutoCloseable {

    private final SandboxMessages messages = new SandboxMessages();
    private final SandboxWeb web;
    private final @Nullable SandboxMail mail;
    private final @Nullable SandboxSms sms;

    private Sandbox(
            String bind, int inboxPort, Optional<Integer> mailPort, Optional<Integer> smsPort)
            throws IOException {
        web = new SandboxWeb(bind, inboxPort, messages);
        mail = mailPort.map(port -> new SandboxMail(bind, port, messages)).orElse(null);
        sms = smsPort.isEmpty() ? null : new SandboxSms(bind, smsPort.get(), messages);
        if (sms != null) {
            web.textsGoTo(sms);
        }
    }

    /** A sandbox on free loopback ports. */
    public static Sandbox start() {
        try {
            return new Sandbox("127.0.0.1", 0, Optional.of(0), Optional.of(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs until killed, on MAYDAY_INBOX_PORT, MAYDAY_SMTP_PORT and MAYDAY_SMPP_PORT; without one
     * of the latter two, where mail or texts go elsewhere.
     */
    public static void main(String[] args) throws IOException {
        var settings = System.getenv();
        new Sandbox(
                settings.getOrDefault("MAYDAY_BIND", "127.0.0.1"),
                Integer.parseInt(settings.getOrDefault("MAYDAY_INBOX_PORT", "8025")),
                Optional.ofNullable(settings.get("MAYDAY_SMTP_PORT")).map(Integer::valueOf),
                Optional.ofNullable(settings.get("MAYDAY_SMPP_PORT")).map(Integer::valueOf));
    }

    public int mailPort() {
        if (mail == null) {
            throw new IllegalStateException("this sandbox takes no mail");
        }
        return mail.port();
    }

    public int smsPort() {
        return texts().port();
    }

    /**
     * Somebody writes a text message to the service.
     *
     * @param from E.164
     * @return whether the service took it
     */
    public boolean writes(String from, String text) {
        return texts().text(from, null, text);
    }

    private SandboxSms texts() {
        if (sms == null) {
            throw new IllegalStateException("this sandbox takes no texts");
        }
        return sms;
    }

    public int inboxPort() {
        return web.port();
    }

    /** Where the inbox page and {@code /messages} are. */
    public URI inbox() {
        return URI.create("http://127.0.0.1:" + inboxPort());
    }

    /**
     * The address for a contact's webhook channel; what arrives there is {@code to} {@code
     * /hook/<name>}.
     */
    public String webhook(String name) {
        return inbox() + "/hook/" + name;
    }

    /** What was sent to an address (of a webhook: its path), newest first. */
    public List<SandboxMessage> messagesTo(String to) {
        String wanted = to.startsWith("/") ? to : to.toLowerCase(Locale.ROOT);
        return messages.newest(message -> message.to().equals(wanted), Integer.MAX_VALUE);
    }

    /**
     * From now on this recipient answers with this SMTP, HTTP or SMPP status, after so many
     * milliseconds.
     */
    public void answers(String to, int status, long afterMillis) {
        messages.answer(to, new SandboxMessages.Answer(status, afterMillis));
    }

    /** The recipient takes its messages again. */
    public void answersAsUsual(String to) {
        messages.answer(to, null);
    }

    @Override
    public void close() {
        web.close();
        if (mail != null) {
            mail.close();
        }
        if (sms != null) {
            sms.close();
        }
    }
}
