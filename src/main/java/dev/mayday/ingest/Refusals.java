package dev.mayday.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Sees the app that can't let go of a report. Most send what was refused again for ever, and hold
 * back all behind it, a call for help among it: so the same one is refused twice and then let go.
 * Each process knows its own refusals; forgetting them costs two more.
 */
@ApplicationScoped
class Refusals {
    private static final int TWICE = 2;
    private static final int DEVICES = 10_000;

    private final Map<UUID, Last> last = new LinkedHashMap<>();

    private record Last(int report, int times) {}

    /** Notes that this report would be refused: whether it is to be let go instead. */
    synchronized boolean isStuck(UUID device, AppReport report) {
        var before = last.remove(device);
        int hash = report.hashCode();
        int times = before != null && before.report == hash ? before.times + 1 : 1;
        last.put(device, new Last(hash, times));
        if (last.size() > DEVICES) {
            last.remove(last.keySet().iterator().next());
        }
        return times > TWICE;
    }
}
