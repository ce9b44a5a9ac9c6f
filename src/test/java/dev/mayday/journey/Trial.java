package dev.mayday.journey;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Mayday;
import dev.mayday.local.Service;
import dev.mayday.local.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A Mayday of one journey's own: one server or several, on one database and one broker. */
final class Trial implements AutoCloseable {

    /** Who is told where nobody else can be. */
    static final String FALLBACK = "operator@example.org";

    private static final UnaryOperator<Service.Plan> SETTINGS =
            plan -> plan.with("MAYDAY_FALLBACK_EMAIL", FALLBACK);

    private final House house;
    private final List<Service> servers = new ArrayList<>();

    private Trial(Broker broker) {
        house = House.open(broker, SETTINGS);
        servers.add(house.service());
    }

    static Trial start() {
        return new Trial(Broker.shared());
    }

    /** Each server with all roles. */
    static Trial withServers(int count) {
        var trial = start();
        while (trial.servers.size() < count) {
            trial.servers.add(trial.house.another(SETTINGS));
        }
        return trial;
    }

    /** With a broker that may be stopped. */
    static Trial withItsOwnBroker() {
        return new Trial(Broker.own("kafka-of-the-outage"));
    }

    Mayday people() {
        return house.mayday();
    }

    Broker broker() {
        return house.broker();
    }

    /** The way to one of the servers. */
    Wire server(int index) {
        return new Wire(servers.get(index).address());
    }

    /** The only server dies as in a power cut, and is started again; returns once it is ready. */
    void crashes() {
        crashes(0);
    }

    void crashes(int index) {
        servers.get(index).kill9();
        servers.get(index).start();
    }

    @Override
    public void close() {
        servers.stream().skip(1).forEach(Service::close);
        house.close();
        if (house.broker() != Broker.shared()) {
            house.broker().close();
        }
    }
}
