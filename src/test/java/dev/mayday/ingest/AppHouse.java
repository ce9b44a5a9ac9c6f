package dev.mayday.ingest;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A running service with an access log, few tries for strangers, and a book of every token that was
 * shown to it: none may be in what it wrote.
 */
record AppHouse(House house, Queue<String> tokens) implements AutoCloseable {
    static final int MOST_UNKNOWN = 100;

    static AppHouse open(Broker broker) {
        return new AppHouse(
                House.open(
                        broker,
                        plan ->
                                plan.with("QUARKUS_HTTP_ACCESS_LOG_ENABLED", "true")
                                        .with(
                                                "MAYDAY_IDENTITY_UNKNOWN_TOKENS_OF_ADDRESS",
                                                String.valueOf(MOST_UNKNOWN))),
                new ConcurrentLinkedQueue<>());
    }

    /** A new person with a device. */
    Owner owner() {
        var owner = Owner.of(house);
        shown(owner.token());
        return owner;
    }

    void shown(String token) {
        tokens.add(token);
    }

    Service service() {
        return house.service();
    }

    Service another() {
        return house.another(plan -> plan);
    }

    Broker broker() {
        return house.broker();
    }

    /** By the service's clock, which tests shift. */
    Instant now() {
        return Instant.now().plusSeconds(shift());
    }

    private long shift() {
        return house.database()
                .number("SELECT CAST(extract(epoch FROM shift) AS bigint) FROM clock_shift");
    }

    /** Lets this much time pass. */
    void passes(Duration time) {
        house.passes(time);
    }

    /**
     * @throws AssertionError if a token, or a bug, is in the log
     */
    @Override
    public void close() {
        try {
            var log = Files.readString(service().log());
            check(log.contains("/v1/me/devices"), "there is no access log");
            check(!log.contains("unexpected-failure"), "a bug was logged");
            check(tokens.stream().noneMatch(log::contains), "a token is in the log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            house.close();
            if (house.broker() != Broker.shared()) {
                house.broker().close();
            }
        }
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
