package dev.mayday.local;

import java.time.Duration;
import java.util.List;

/** Something that should have come has not come in time. Says what came instead. */
public final class TooLate extends AssertionError {

    private static final long serialVersionUID = 1;
    private static final int SHOWN = 20;

    TooLate(String what, Duration within, List<String> instead) {
        super(
                "not within %d ms: %s. What came (the last %d of %d):%n%s"
                        .formatted(
                                within.toMillis(),
                                what,
                                Math.min(SHOWN, instead.size()),
                                instead.size(),
                                String.join(
                                        System.lineSeparator(),
                                        instead.subList(
                                                Math.max(0, instead.size() - SHOWN),
                                                instead.size()))));
    }
}
