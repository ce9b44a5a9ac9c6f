package dev.mayday.contract;

import static dev.mayday.local.Patience.PATIENCE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeSet;

/** A client that sends any bytes for a request, one on a connection. */
record RawHttp(URI server) {

    /** What came back, to the end of the connection. */
    record Got(String head, String body) {
        int status() {
            return Integer.parseInt(head.split(" ")[1]);
        }

        /** The value of this header; empty without one. Each of several is a line. */
        String header(String name) {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .reduce((some, more) -> some + "\n" + more)
                    .orElse("");
        }

        /** The parts of a header that is a list. */
        TreeSet<String> list(String name) {
            return new TreeSet<>(Arrays.asList(header(name).split("[,\\s]+")));
        }

        boolean isProblem(int status, String code) {
            return status() == status
                    && header("Content-Type").startsWith("application/problem+json")
                    && body.contains("\"type\":\"urn:mayday:problem:" + code + "\"")
                    && body.contains("\"status\":" + status);
        }
    }

    /**
     * @param lines of the request's head, but for the empty one at its end
     */
    Got send(String... lines) {
        var head = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
        try (var line = new Socket(server.getHost(), server.getPort())) {
            line.setSoTimeout((int) PATIENCE.toMillis());
            line.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            var all = new String(line.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var parts = all.split("\r\n\r\n", 2);
            return new Got(parts[0], parts.length > 1 ? parts[1] : "");
        } catch (IOException e) {
            throw new UncheckedIOException(lines[0], e);
        }
    }
}
