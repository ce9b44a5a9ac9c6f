package dev.mayday.local;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/** A terminal, or a file: lines that stay, and one line of progress that moves. */
final class Screen {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean terminal;
    private Instant next = Instant.EPOCH;
    private String progress = "";

    /**
     * @param terminal whether a line can be written over
     */
    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    synchronized void say(String line) {
        if (terminal && !progress.isEmpty()) {
            out.print("\r\u001b[K");
        }
        out.println(line);
        if (terminal) {
            out.print(progress);
        }
        out.flush();
    }

    /** Where it can't be written over, one line every few seconds is enough. */
    synchronized void progress(String line) {
        if (terminal) {
            progress = line;
            out.print("\r\u001b[K" + line);
            out.flush();
        } else if (Instant.now().isAfter(next)) {
            next = Instant.now().plus(BETWEEN_LINES);
            say(line);
        }
    }

    synchronized void endProgress() {
        if (terminal && !progress.isEmpty()) {
            progress = "";
            out.println();
        }
    }
}
