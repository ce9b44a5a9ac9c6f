package dev.mayday.local;

import static dev.mayday.local.Patience.PATIENCE;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * All of Mayday for one test: a fresh database, topics of its own on the shared broker, a sandbox,
 * and one service.
 *
 * @param mayday the same as people meet it
 */
public record House(
        Database database, Broker broker, Sandbox sandbox, Service service, Mayday mayday)
        implements AutoCloseable {

    public static House open() {
        return open(Broker.shared(), plan -> plan);
    }

    /** With a broker of the test's own, or other settings. */
    public static House open(Broker broker, UnaryOperator<Service.Plan> settings) {
        return open(Postgres.shared(), broker, settings);
    }

    /** On a server of the test's own, which the caller closes. */
    public static House open(
            Postgres postgres, Broker broker, UnaryOperator<Service.Plan> settings) {
        var database = postgres.database();
        var sandbox = Sandbox.start();
        var service = settings.apply(Service.on(database, broker, sandbox)).start();
        return new House(
                database, broker, sandbox, service, Mayday.at(service.address(), sandbox.inbox()));
    }

    /** A second node on the same database, broker and sandbox; the caller closes it. */
    public Service another(UnaryOperator<Service.Plan> settings) {
        return settings.apply(Service.on(database, broker, sandbox)).start();
    }

    /** Lets this much time pass, for every process; returns once the service goes by it. */
    public void passes(Duration time) {
        passes(time, List.of(service));
    }

    /**
     * @param seenBy those that are to go by it; one that is down will begin with the right time
     */
    public void passes(Duration time, List<Service> seenBy) {
        database.execute(
                "UPDATE clock_shift SET shift = shift + interval '"
                        + time.toMillis()
                        + " milliseconds'");
        long shift =
                database.number(
                        "SELECT CAST(extract(epoch FROM shift) AS bigint) FROM clock_shift");
        Awaitility.await("every service has seen that")
                .atMost(PATIENCE)
                .until(() -> seenBy.stream().allMatch(service -> goesBy(shift, service)));
    }

    private static boolean goesBy(long shift, Service service) {
        try {
            return Metrics.of(service).value("mayday_clock_offset_seconds").orElse(0) > shift - 1;
        } catch (UncheckedIOException down) {
            return true;
        }
    }

    @Override
    public void close() {
        service.close();
        sandbox.close();
    }
}
