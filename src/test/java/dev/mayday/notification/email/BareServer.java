package dev.mayday.notification.email;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server of bare sockets on the loopback. */
abstract class BareServer implements AutoCloseable {
    private final ServerSocket socket;

    BareServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Lets clients in from now on. */
    final void open() {
        Thread.ofVirtual().start(this::accept);
    }

    /** With one client, until either has enough. An exception: the client is gone. */
    abstract void talk(Socket client) throws IOException;

    final int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var client = socket.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            talk(client);
        } catch (IOException e) {
            // the client is gone
        }
    }

    static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public final void close() throws IOException {
        socket.close();
    }
}
