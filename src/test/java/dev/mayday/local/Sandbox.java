package dev.mayday.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the world outside: a real SMTP server, a receiver of webhooks, a push service, and
 * one inbox that shows what they took. As a process of its own for people ({@link #main}), inside a
 * test's process for tests.
 */
public final class Sandbox implements AutoCloseable {

    private final SandboxMessages messages = new SandboxMessages();
    private final SandboxWeb web;
    private final @Nullable SandboxMail mail;

    private Sandbox(String bind, int inboxPort, Optional<Integer> mailPort) throws IOException {
        web = new SandboxWeb(bind, inboxPort, messages);
        mail = mailPort.map(port -> new SandboxMail(bind, port, messages)).orElse(null);
    }

    /** A sandbox on free loopback ports. */
    public static Sandbox start() {
        try {
            return new Sandbox("127.0.0.1", 0, Optional.of(0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs until killed, on MAYDAY_INBOX_PORT and MAYDAY_SMTP_PORT; without the latter, where mail
     * goes elsewhere.
     */
    public static void main(String[] args) throws IOException {
        var settings = System.getenv();
        new Sandbox(
                settings.getOrDefault("MAYDAY_BIND", "127.0.0.1"),
                Integer.parseInt(settings.getOrDefault("MAYDAY_INBOX_PORT", "8025")),
                Optional.ofNullable(settings.get("MAYDAY_SMTP_PORT")).map(Integer::valueOf));
    }

    public int mailPort() {
        if (mail == null) {
            throw new IllegalStateException("this sandbox takes no mail");
        }
        return mail.port();
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

    /**
     * A new browser that may be sent push messages; what arrives there is {@code to} its id.
     *
     * @param applicationServerKey who alone may send to it
     */
    public PushBrowser browser(String applicationServerKey) {
        return web.push().browser(inbox().toString(), applicationServerKey);
    }

    /** What was sent to an address (of a webhook: its path), newest first. */
    public List<SandboxMessage> messagesTo(String to) {
        String wanted = to.startsWith("/") ? to : to.toLowerCase(Locale.ROOT);
        return messages.newest(message -> message.to().equals(wanted), Integer.MAX_VALUE);
    }

    /**
     * From now on this recipient answers with this SMTP or HTTP status, after so many milliseconds.
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
    }
}
