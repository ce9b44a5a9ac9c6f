package dev.mayday.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the sandbox has taken, newest first, bounded in number and size; and how each recipient is
 * to be answered.
 */
final class SandboxMessages {

    private static final int MOST_MESSAGES = 20_000;
    private static final long MOST_CHARACTERS = 48_000_000;
    private static final int MOST_ARRIVALS = 100_000;

    /** That a message came, kept longer than the message: what a load run counts and times. */
    record Arrival(long number, String channel, String to, @Nullable String id, long at) {}

    /** How a recipient answers instead of taking the message. */
    record Answer(int status, long afterMillis) {}

    private final Deque<SandboxMessage> messages = new ArrayDeque<>();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private long characters;
    private long taken;
    private long changes;

    synchronized void add(SandboxMessage message) {
        messages.addFirst(message);
        characters += message.size();
        while (messages.size() > MOST_MESSAGES || characters > MOST_CHARACTERS) {
            characters -= messages.removeLast().size();
        }
        arrivals.addLast(
                new Arrival(
                        ++taken,
                        message.channel(),
                        message.to(),
                        message.id(),
                        message.at().toEpochMilli()));
        if (arrivals.size() > MOST_ARRIVALS) {
            arrivals.removeFirst();
        }
        notifyAll();
    }

    /** Something became of a message: whoever looks sees it anew. */
    synchronized void change(String id, UnaryOperator<SandboxMessage> change) {
        messages.stream()
                .filter(message -> id.equals(message.id()))
                .findFirst()
                .ifPresent(before -> {
                    var after = change.apply(before);
                    characters += after.size() - before.size();
                    changes++;
                    replace(before, after);
                });
    }

    private void replace(SandboxMessage before, SandboxMessage after) {
        var all = List.copyOf(messages);
        messages.clear();
        all.forEach(message -> messages.addLast(message == before ? after : message));
    }

    synchronized List<SandboxMessage> newest(Predicate<SandboxMessage> wanted, int limit) {
        return messages.stream().filter(wanted).limit(limit).toList();
    }

    /** Arrivals after the numbered one, oldest first. */
    synchronized List<Arrival> arrivals(Predicate<Arrival> wanted, long after, int limit) {
        if (after >= taken) {
            return List.of();
        }
        var found = new ArrayList<Arrival>();
        Iterator<Arrival> each = arrivals.iterator();
        while (each.hasNext() && found.size() < limit) {
            Arrival arrival = each.next();
            if (arrival.number() > after && wanted.test(arrival)) {
                found.add(arrival);
            }
        }
        return found;
    }

    /** Changes whenever there is something new to show. */
    synchronized String version() {
        return taken + "." + changes;
    }

    synchronized void clear() {
        messages.clear();
        arrivals.clear();
        characters = 0;
        taken++;
    }

    synchronized void answer(String to, @Nullable Answer answer) {
        if (answer == null) {
            answers.remove(to);
        } else {
            answers.put(to, answer);
        }
    }

    synchronized @Nullable Answer answerOf(String to) {
        return answers.get(to);
    }
}
