package dev.mayday.local;

import java.util.function.UnaryOperator;

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
        var database = Postgres.shared().database();
        var sandbox = Sandbox.start();
        var service = settings.apply(Service.on(database, broker, sandbox)).start();
        return new House(
                database, broker, sandbox, service, Mayday.at(service.address(), sandbox.inbox()));
    }

    /** A second node on the same database, broker and sandbox; the caller closes it. */
    public Service another(UnaryOperator<Service.Plan> settings) {
        return settings.apply(Service.on(database, broker, sandbox)).start();
    }

    @Override
    public void close() {
        service.close();
        sandbox.close();
    }
}
