package dev.mayday.notification.email;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An SMTP server that takes every mail and keeps each byte of it. */
final class HearingSmtp extends BareServer {
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    /**
     * A mail as it came, a character for each byte.
     *
     * @param recipient the line that named it
     */
    record Heard(String recipient, String bytes) {}

    HearingSmtp() throws IOException {
        open();
    }

    /** The next mail: it is there once its sender knows that it was taken. */
    Heard next() {
        return heard.remove();
    }

    @Override
    void talk(Socket client) throws IOException {
        var in = client.getInputStream();
        var recipient = "";
        say(client, "220 here");
        for (var line = upTo("\r\n", in); !line.isEmpty(); line = upTo("\r\n", in)) {
            recipient = line.startsWith("RCPT") ? line.strip() : recipient;
            if (line.startsWith("DATA")) {
                say(client, "354 go on");
                heard.add(new Heard(recipient, upTo("\r\n.\r\n", in)));
            }
            say(client, "250 fine");
        }
    }

    /** With the end itself; what there is where nothing more comes. */
    private static String upTo(String end, InputStream in) throws IOException {
        var text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            if (text.indexOf(end, text.length() - end.length()) >= 0) {
                break;
            }
        }
        return text.toString();
    }
}
