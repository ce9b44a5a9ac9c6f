package dev.mayday.local;

import java.time.Duration;

/** How long a test waits for what must come. */
public final class Patience {
    /**
     * Far longer than anything takes: whoever runs a shared machine may take it away for half a
     * minute, and what does come is not waited for. How fast something is, is the bench's to say.
     */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private Patience() {}
}
