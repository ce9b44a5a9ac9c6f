package dev.mayday.notification.email;

import dev.mayday.notification.SelfSigned;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An SMTP server of bare sockets that says what a test tells it, when the test lets it. */
final class RawSmtp extends BareServer {
    /** What stands for a client that has connected. */
    static final String CONNECTED = "";

    /** What it answers to a line: a mail is its last, the dot. It may wait; null hangs up. */
    interface Script {
        @Nullable String on(String line);
    }

    private final Script script;
    private final List<String> received = new CopyOnWriteArrayList<>();

    RawSmtp(Script script) throws IOException {
        this.script = script;
        open();
    }

    static String fine(String line) {
        return switch (line) {
            case CONNECTED -> "220 here";
            case "DATA" -> "354 go on";
            default -> "250 fine";
        };
    }

    /** All commands so far; of a mail, the dot. */
    List<String> received() {
        return received;
    }

    @Override
    void talk(Socket client) throws IOException {
        if (answer(client, CONNECTED)) {
            listen(client);
        }
    }

    private void listen(Socket client) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        boolean mail = false;
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (mail && !line.equals(".")) {
                continue;
            }
            received.add(line);
            if (!answer(client, line)) {
                return;
            }
            mail = line.equals("DATA");
            if (line.equals("STARTTLS")) {
                listen(secured(client));
                return;
            }
        }
    }

    /**
     * @return whether there was one
     */
    private boolean answer(Socket client, String line) throws IOException {
        var answer = script.on(line);
        if (answer == null) {
            return false;
        }
        say(client, answer);
        return true;
    }

    private static SSLSocket secured(Socket client) throws IOException {
        return (SSLSocket)
                SelfSigned.context()
                        .getSocketFactory()
                        .createSocket(client, (InputStream) null, true);
    }
}
