package dev.mayday.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the world outside: a real SMTP server, an SMSC, a provider of text messages and
 * calls, a push service, and a receiver of webhooks, and one inbox that shows what they took. As a
 * process of its own for people ({@link #main}), inside a test's process for tests.
 */
public final class Sandbox implements AutoCloseable {

    /** What the provider of text messages and calls knows Mayday by. */
    public static final String TWILIO_ACCOUNT = "sandbox";

    public static final String TWILIO_TOKEN = "sandbox-token";

    /** The number that messages and calls come from. */
    public static final String TWILIO_FROM = "+15005550006";

    private final SandboxMessages messages = new SandboxMessages();
    private final SandboxFaults faults = new SandboxFaults();
    private final SandboxWeb web;
    private final @Nullable SandboxMail mail;
    private final @Nullable SandboxSms sms;
    private final @Nullable SandboxTwilio twilio;

    private Sandbox(
            String bind,
            int inboxPort,
            Optional<Integer> mailPort,
            Optional<Integer> smsPort,
            boolean telephone,
            Map<String, String> settings)
            throws IOException {
        sms = smsPort.isEmpty() ? null : new SandboxSms(bind, smsPort.get(), messages, faults);
        twilio =
                telephone
                        ? new SandboxTwilio(
                                messages,
                                faults,
                                Optional.ofNullable(settings.get("MAYDAY_SERVICE_URL"))
                                        .map(URI::create),
                                Optional.ofNullable(settings.get("MAYDAY_PUBLIC_URL")))
                        : null;
        web =
                new SandboxWeb(
                        bind,
                        inboxPort,
                        messages,
                        faults,
                        new SandboxControls(messages, faults, twilio, sms));
        mail = mailPort.map(port -> new SandboxMail(bind, port, messages, faults)).orElse(null);
    }

    /** A sandbox on free loopback ports. */
    public static Sandbox start() {
        try {
            return new Sandbox("127.0.0.1", 0, Optional.of(0), Optional.of(0), true, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs until killed, on MAYDAY_INBOX_PORT, MAYDAY_SMTP_PORT and MAYDAY_SMPP_PORT; without one
     * of the latter two, where mail or texts go elsewhere. So do text messages and calls where
     * MAYDAY_TWILIO_ACCOUNT or _URL is set.
     */
    public static void main(String[] args) throws IOException {
        var settings = System.getenv();
        new Sandbox(
                settings.getOrDefault("MAYDAY_BIND", "127.0.0.1"),
                Integer.parseInt(settings.getOrDefault("MAYDAY_INBOX_PORT", "8025")),
                Optional.ofNullable(settings.get("MAYDAY_SMTP_PORT")).map(Integer::valueOf),
                Optional.ofNullable(settings.get("MAYDAY_SMPP_PORT")).map(Integer::valueOf),
                !settings.containsKey("MAYDAY_TWILIO_ACCOUNT")
                        && !settings.containsKey("MAYDAY_TWILIO_URL"),
                settings);
    }

    /** The provider of text messages and calls. */
    public SandboxTwilio twilio() {
        if (twilio == null) {
            throw new IllegalStateException("this sandbox has no telephones");
        }
        return twilio;
    }

    /** Where the API of text messages and calls is. */
    public URI twilioUrl() {
        return URI.create(inbox() + "/twilio");
    }

    /**
     * @param provider smtp, smpp, twilio, webhook or push
     * @param mode ok, slow, failing or dead
     */
    public void makes(String provider, String mode) {
        faults.set(provider, SandboxFaults.Mode.of(mode));
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
        if (twilio != null) {
            twilio.close();
        }
        if (mail != null) {
            mail.close();
        }
        if (sms != null) {
            sms.close();
        }
    }
}
