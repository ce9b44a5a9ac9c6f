package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayday.problem.Refused;
import org.junit.jupiter.api.function.Executable;

/** What a decoder refuses, by its code. */
final class Refusal {
    private Refusal() {}

    static String of(Executable reading) {
        return assertThrows(Refused.class, reading).problem().code();
    }
}
