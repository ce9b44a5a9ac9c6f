package dev.mayday.journey;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The cable between a browser and the server, which a test can pull out and put back in. */
final class Cable implements AutoCloseable {
    private final ServerSocket here;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean pulled;

    /** Bound to a free port, before the server is known. */
    Cable() {
        try {
            here = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the browser goes to. */
    URI address() {
        return URI.create("http://localhost:" + here.getLocalPort());
    }

    /** A house whose service is reached by this cable, and says so in its links. */
    House house() {
        var house =
                House.open(
                        Broker.shared(),
                        plan -> plan.with("MAYDAY_PUBLIC_URL", address().toString()));
        to(house.service().address());
        return house;
    }

    Cable to(URI server) {
        Thread.ofVirtual().start(() -> accept(server));
        return this;
    }

    /** Every connection breaks, and no new one comes about. */
    void pull() {
        pulled = true;
        open.forEach(Cable::end);
    }

    void plugIn() {
        pulled = false;
    }

    @Override
    public void close() {
        pull();
        try {
            here.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(URI server) {
        while (!here.isClosed()) {
            try {
                var browser = here.accept();
                open.add(browser);
                if (pulled) {
                    end(browser);
                    continue;
                }
                var far = new Socket(server.getHost(), server.getPort());
                open.add(far);
                Thread.ofVirtual().start(() -> carry(browser, far));
                Thread.ofVirtual().start(() -> carry(far, browser));
            } catch (IOException e) {
                // the test is over, or the server is down: the browser will try again
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the other end hung up
        }
        end(from);
        end(to);
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }
}
