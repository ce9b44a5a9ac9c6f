package dev.mayday.journey;

import dev.mayday.local.Broker;
import dev.mayday.local.Database;
import dev.mayday.local.House;
import dev.mayday.local.Mayday;
import dev.mayday.local.Metrics;
import dev.mayday.local.Postgres;
import dev.mayday.local.Sandbox;
import dev.mayday.local.Service;
import dev.mayday.local.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A Mayday of one journey's own: one server or several, on one database and one broker. */
final class Trial implements AutoCloseable {

    /** Who is told where nobody else can be. */
    static final String FALLBACK = "operator@example.org";

    private static final UnaryOperator<Service.Plan> SETTINGS =
            plan -> plan.with("MAYDAY_FALLBACK_EMAIL", FALLBACK).with("MAYDAY_STREAM_BEAT", "PT1S");

    private final House house;
    private final List<Service> servers = new ArrayList<>();

    private Trial(Broker broker) {
        this(broker, plan -> plan);
    }

    private Trial(Broker broker, UnaryOperator<Service.Plan> more) {
        this(Postgres.shared(), broker, more);
    }

    private Trial(Postgres postgres, Broker broker, UnaryOperator<Service.Plan> more) {
        house = House.open(postgres, broker, plan -> named(more.apply(SETTINGS.apply(plan)), 0));
        servers.add(house.service());
    }

    static Trial start() {
        return new Trial(Broker.shared());
    }

    /** With settings of its own. */
    static Trial with(UnaryOperator<Service.Plan> more) {
        return new Trial(Broker.shared(), more);
    }

    /** Each server with all roles. */
    static Trial withServers(int count) {
        var trial = start();
        while (trial.servers.size() < count) {
            int next = trial.servers.size();
            trial.servers.add(trial.house.another(plan -> named(SETTINGS.apply(plan), next)));
        }
        return trial;
    }

    /** Each server's connections to the database bear its name: {@code server0}, … */
    private static Service.Plan named(Service.Plan plan, int index) {
        return plan.with(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                "postgresql://127.0.0.1:${MAYDAY_DB_PORT}/${MAYDAY_DB_NAME}?application_name=server"
                        + index);
    }

    /** With a broker that may be stopped. */
    static Trial withItsOwnBroker() {
        return new Trial(Broker.own("kafka-of-the-outage"));
    }

    /** On a database server that may be killed; the caller closes it. */
    static Trial on(Postgres postgres) {
        return new Trial(postgres, Broker.shared(), plan -> plan);
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

    void dies(int index) {
        servers.get(index).kill9();
    }

    void isBack(int index) {
        servers.get(index).start();
    }

    /** The only server dies, and is started again once this is done; returns when it is ready. */
    void whileItIsDown(Runnable something) {
        servers.getFirst().kill9();
        something.run();
        servers.getFirst().start();
    }

    /** A metric of one of the servers, by its name. */
    double metric(int index, String name) {
        return Metrics.of(servers.get(index)).value(name).orElse(0);
    }

    /** Whether the first server says that it is ready: what its health check answers. */
    int ready() {
        return new Wire(servers.getFirst().management())
                .call("GET", "/health/ready", Optional.empty(), Optional.empty())
                .status();
    }

    /** What time it is there. */
    Instant now() {
        return Instant.ofEpochMilli(
                database()
                        .number("SELECT CAST(extract(epoch FROM mayday_now()) * 1000 AS bigint)"));
    }

    /** Lets this much time pass, for every process. */
    void passes(Duration time) {
        house.passes(time, servers);
    }

    Database database() {
        return house.database();
    }

    Sandbox sandbox() {
        return house.sandbox();
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
