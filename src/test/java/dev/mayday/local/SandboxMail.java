package dev.mayday.local;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.util.ServerSetup;
import dev.mayday.local.SandboxFaults.Mode;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real SMTP server that hands each mail to the sandbox's messages and keeps nothing itself. */
final class SandboxMail implements AutoCloseable {
    static {
        // a client that is killed in the middle of a mail ends a thread of GreenMail's with an
        // exception: the server's own affair, not a failure of whoever waits for something else
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
    }

    private final String bind;
    private final Reception reception;
    private @Nullable SmtpServer server;
    private int port;

    SandboxMail(String bind, int port, SandboxMessages messages, SandboxFaults faults) {
        this.bind = bind;
        this.port = port;
        this.reception = new Reception(messages, faults);
        listen();
        faults.onChange(SandboxFaults.SMTP, this::behave);
    }

    /** A dead server does not listen, and comes back to the same port. */
    private synchronized void behave(Mode mode) {
        if (mode == Mode.DEAD) {
            stop();
        } else if (server == null) {
            listen();
        }
    }

    private synchronized void listen() {
        var setup = new ServerSetup(port, bind, ServerSetup.PROTOCOL_SMTP);
        var started = new Prompt(setup, reception);
        started.startService();
        try {
            if (!started.waitTillRunning(10_000)) {
                throw new IllegalStateException("no SMTP server on port " + port);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        port = started.getPort();
        server = started;
    }

    int port() {
        return port;
    }

    private synchronized void stop() {
        if (server != null) {
            server.stopService(5_000);
            server = null;
        }
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * GreenMail writes an answer in pieces: each would wait for the client's delayed
     * acknowledgement, 40 ms, and a mail has five answers.
     */
    private static final class Prompt extends SmtpServer {
        Prompt(ServerSetup setup, Managers managers) {
            super(setup, managers);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket client) {
            try {
                client.setTcpNoDelay(true);
            } catch (SocketException e) {
                throw new UncheckedIOException(e);
            }
            return super.createProtocolHandler(client);
        }
    }

    /** GreenMail's own store of users and folders grows without bound: this takes its place. */
    private static final class Reception extends Managers {
        private final SmtpManager manager;

        Reception(SandboxMessages messages, SandboxFaults faults) {
            manager =
                    new SmtpManager(getImapHostManager(), getUserManager()) {
                        @Override
                        public @Nullable String checkRecipient(SmtpState state, MailAddress to) {
                            faults.delay(SandboxFaults.SMTP);
                            if (faults.of(SandboxFaults.SMTP) == Mode.FAILING) {
                                return "421 4.3.2 made to fail";
                            }
                            var answer = messages.answerOf(address(to));
                            if (answer == null) {
                                return null;
                            }
                            SandboxWeb.pause(answer.afterMillis());
                            return answer.status() < 400
                                    ? null
                                    : answer.status() + " as the test wants it";
                        }

                        @Override
                        public void send(SmtpState state) {
                            var mail = state.getMessage();
                            for (MailAddress to : mail.getToAddresses()) {
                                messages.add(message(address(to), mail.getMessage()));
                            }
                        }
                    };
        }

        @Override
        public SmtpManager getSmtpManager() {
            return manager;
        }
    }

    private static String address(MailAddress to) {
        return to.getEmail().toLowerCase(Locale.ROOT);
    }

    private static SandboxMessage message(String to, MimeMessage mail) {
        try {
            return new SandboxMessage(
                    "email",
                    to,
                    mail.getMessageID(),
                    mail.getSubject(),
                    text(mail),
                    Instant.now(),
                    headers(mail));
        } catch (MessagingException e) {
            throw new IllegalArgumentException("not a mail that can be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> headers(MimeMessage mail) throws MessagingException {
        var headers = new HashMap<String, String>();
        for (Header header : Collections.list(mail.getAllHeaders())) {
            headers.merge(
                    header.getName().toLowerCase(Locale.ROOT),
                    header.getValue(),
                    (one, more) -> one + "\n" + more);
        }
        return headers;
    }

    /** The first text that is in the mail: of alternatives the plainest comes first. */
    private static String text(Part part) throws MessagingException, IOException {
        return switch (part.getContent()) {
            case String text -> text.replace("\r\n", "\n");
            case Multipart parts when parts.getCount() > 0 -> text(parts.getBodyPart(0));
            default -> "";
        };
    }
}
