package dev.mayday.notification.sms;

import dev.mayday.notification.Receipt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The messages that the SMSC has taken just now and that may not be on record yet, and the receipts
 * that were here even before. Only needed where it names a message differently each time; bounded,
 * and lost with the process: what is missed so stays SENT.
 */
final class TakenMessages {
    private static final int MOST = 10_000;
    private static final int MOST_EARLY = 1_000;

    private record Taken(String id, String to) {}

    private record Early(Set<String> readings, String from, Receipt receipt) {}

    private final Map<String, Taken> taken =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Taken> eldest) {
                    return size() > MOST;
                }
            };
    private final Deque<Early> early = new ArrayDeque<>();

    /**
     * @return a receipt by another name that was here before
     */
    synchronized @Nullable Receipt add(String id, String to) {
        var plain = MessageIds.plain(id);
        taken.put(plain, new Taken(id, to));
        for (Iterator<Early> each = early.iterator(); each.hasNext(); ) {
            var one = each.next();
            if (one.from.equals(to) && one.readings.contains(plain)) {
                each.remove();
                return one.receipt;
            }
        }
        return null;
    }

    /**
     * @return the name under which the message was taken; null where that is not known yet, and
     *     then the receipt is kept
     */
    synchronized @Nullable String find(String id, String from, Receipt receipt) {
        var readings = MessageIds.readings(id);
        for (var reading : readings) {
            var there = taken.get(reading);
            if (there != null && (there.to.equals(from) || there.id.equals(id))) {
                return there.id;
            }
        }
        early.addLast(new Early(readings, from, receipt));
        if (early.size() > MOST_EARLY) {
            early.removeFirst();
        }
        return null;
    }
}
