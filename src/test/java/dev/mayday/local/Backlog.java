package dev.mayday.local;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fixes that a phone must not forget yet: those that the service has not said it holds. Also
 * keeps the book on those it has.
 */
final class Backlog {

    private final NavigableMap<Long, Fix> kept = new TreeMap<>();
    private final Set<Long> underWay = new TreeSet<>();
    private final Set<Long> stored = new TreeSet<>();
    private long last;

    synchronized Fix add(Fix fix) {
        var numbered = fix.numbered(++last);
        kept.put(last, numbered);
        return numbered;
    }

    /** Takes up to so many to send, the oldest first; they are under way then. */
    synchronized List<Fix> take(int most) {
        var taken = new ArrayList<Fix>();
        for (var fix : kept.values()) {
            if (taken.size() == most) {
                break;
            }
            if (underWay.add(fix.seq())) {
                taken.add(fix);
            }
        }
        return taken;
    }

    /** They are held, but for the rejected ones, which would be rejected again. */
    synchronized void forget(List<Fix> sent, Collection<Long> rejected) {
        for (var fix : sent) {
            kept.remove(fix.seq());
            underWay.remove(fix.seq());
            if (!rejected.contains(fix.seq())) {
                stored.add(fix.seq());
            }
        }
    }

    /** They may not have arrived: to be sent again. */
    synchronized void restore(List<Fix> sent) {
        sent.forEach(fix -> underWay.remove(fix.seq()));
    }

    /** The numbers of all that the service has said it holds. */
    synchronized Set<Long> stored() {
        return new TreeSet<>(stored);
    }

    synchronized int size() {
        return kept.size();
    }
}
