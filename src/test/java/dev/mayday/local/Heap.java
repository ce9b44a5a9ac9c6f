package dev.mayday.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What lives in the heap of a service. */
public final class Heap {
    private Heap() {}

    /** Bytes that are still reachable: the garbage is collected first. */
    public static long live(Service service) {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var command = new ProcessBuilder(jcmd, "" + service.pid(), "GC.class_histogram");
        try {
            var process = command.redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines()
                    .filter(line -> line.startsWith("Total"))
                    .mapToLong(line -> Long.parseLong(line.strip().split(" +")[2]))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
