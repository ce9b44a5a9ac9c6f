package dev.mayday.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL with PostGIS: the one that all tests share, or one of a test's own that may be
 * killed.
 */
public final class Postgres implements AutoCloseable {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Piece piece;
    private final int port;

    private Postgres(String name) {
        port = Piece.freePort();
        piece = new Piece("postgres", name, Map.of("MAYDAY_DB_PORT", String.valueOf(port)));
        piece.call("forget");
        piece.start();
    }

    /** Started by the first test that asks, ended with the run. */
    public static Postgres shared() {
        return Shared.POSTGRES;
    }

    /** A server of this test's own; {@code name} is its folder in target/it. */
    public static Postgres own(String name) {
        return new Postgres(name);
    }

    public Database database() {
        var database = new Database(port, "test" + DATABASES.incrementAndGet());
        new Database(port, "postgres")
                .execute("CREATE DATABASE " + database.name() + " TEMPLATE empty");
        return database;
    }

    public void start() {
        piece.start();
    }

    /** Ends it in order: connections are closed. */
    public void stop() {
        piece.call("stop");
    }

    /** Ends it as a power cut would. */
    public void kill() {
        piece.call("kill");
    }

    /** It hangs from now on: it takes connections and answers none, until it goes on. */
    public void hangs() {
        signal("STOP");
    }

    public void goesOn() {
        signal("CONT");
    }

    private void signal(String name) {
        var command = new ArrayList<>(List.of("kill", "-" + name, String.valueOf(piece.pid())));
        ProcessHandle.of(piece.pid())
                .orElseThrow()
                .descendants()
                .forEach(child -> command.add(String.valueOf(child.pid())));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        piece.call("forget");
    }

    private static final class Shared {
        static final Postgres POSTGRES = new Postgres("postgres");
    }
}
