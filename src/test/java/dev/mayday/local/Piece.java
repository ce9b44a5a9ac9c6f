package dev.mayday.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process beside the tests, run by its script in deploy/local with a state folder of its own in
 * target/it. It ends with the test run; what an earlier run left behind is ended before it starts.
 */
final class Piece {

    private static final Path PROJECT = Path.of("").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 600;

    private final String script;
    private final Path state;
    private final Map<String, String> settings;
    private boolean known;

    Piece(String script, String name, Map<String, String> settings) {
        this.script = script;
        this.state = PROJECT.resolve("target/it").resolve(name);
        this.settings = new HashMap<>(settings);
    }

    static Path project() {
        return PROJECT;
    }

    /**
     * A loopback port that nobody listens on now, below those that the system gives to outgoing
     * connections: while a killed process is away, none of them can take its place.
     */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue; // taken: the next one
            }
        }
    }

    Path log() {
        return state.resolve(script + ".log");
    }

    /** Its process id. */
    long pid() {
        try {
            return Long.parseLong(Files.readString(state.resolve(script + ".pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(script + " does not run", e);
        }
    }

    /**
     * Starts it and returns once it answers; an earlier test run's process in the same place is
     * ended first.
     */
    void start() {
        if (!known) {
            call("kill");
            known = true;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> call("kill")));
        }
        call("start");
    }

    /**
     * One word of the script, such as {@code stop} or {@code kill}; what it says goes to calls.log
     * in the state folder.
     *
     * @throws IllegalStateException if it fails
     */
    void call(String word) {
        try {
            Files.createDirectories(state);
            var said = state.resolve("calls.log");
            var command =
                    new ProcessBuilder(
                            PROJECT.resolve("deploy/local").resolve(script).toString(), word);
            command.environment().putAll(settings);
            command.environment().put("MAYDAY_STATE", state.toString());
            command.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
            command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(said.toFile()));
            var process = command.start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        script + " " + word + " takes too long: see " + said);
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(script + " " + word + " failed: " + tail(said));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void set(String name, @Nullable String value) {
        settings.put(name, value == null ? "" : value);
    }

    private static String tail(Path file) throws IOException {
        var lines = Files.readAllLines(file);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}
