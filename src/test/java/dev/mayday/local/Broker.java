package dev.mayday.local;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real Kafka broker: the one that all tests share, or one of a test's own that may be stopped and
 * killed.
 */
public final class Broker implements AutoCloseable {

    private final Piece piece;
    private final int port;

    private Broker(String name) {
        port = Piece.freePort();
        piece =
                new Piece(
                        "kafka",
                        name,
                        Map.of(
                                "MAYDAY_KAFKA_PORT", String.valueOf(port),
                                "MAYDAY_KAFKA_CONTROLLER_PORT", String.valueOf(Piece.freePort())));
        piece.call("forget");
    }

    /** Started by the first test that asks, ended with the run. */
    public static Broker shared() {
        return Shared.BROKER;
    }

    /** A broker of this test's own, running; {@code name} is its folder in target/it. */
    public static Broker own(String name) {
        var broker = new Broker(name);
        broker.start();
        return broker;
    }

    /** An address where no broker has run yet. */
    public static Broker absent(String name) {
        return new Broker(name);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** A client that asks it what it has; to be closed. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    public void start() {
        piece.start();
    }

    public void stop() {
        piece.call("stop");
    }

    /** Ends it as a power cut would; what was acknowledged is there after the next start. */
    public void kill() {
        piece.call("kill");
    }

    @Override
    public void close() {
        piece.call("forget");
    }

    private static final class Shared {
        static final Broker BROKER = own("kafka");
    }
}
