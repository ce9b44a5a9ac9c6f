package dev.mayday.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The channels that this installation can send on, each with its providers in the order in which
 * they are tried.
 */
@ApplicationScoped
class Senders {
    private final Map<String, List<Sender>> byChannel;

    Senders(Instance<Sender> senders, NotificationSettings settings) {
        byChannel =
                senders.stream()
                        .filter(Sender::configured)
                        .sorted(order(settings.providers()))
                        .collect(
                                Collectors.groupingBy(
                                        Sender::channel, TreeMap::new, Collectors.toList()));
        byChannel.forEach(Senders::requireNames);
    }

    Set<String> channels() {
        return byChannel.keySet();
    }

    List<Sender> of(String channel) {
        return byChannel.getOrDefault(channel, List.of());
    }

    /** As the operator has named them; whoever is not named comes last, by name. */
    private static Comparator<Sender> order(List<String> named) {
        return Comparator.comparingInt((Sender sender) -> place(named, sender.provider()))
                .thenComparing(Sender::provider);
    }

    private static int place(List<String> named, String provider) {
        int at = named.indexOf(provider);
        return at < 0 ? named.size() : at;
    }

    private static void requireNames(String channel, List<Sender> senders) {
        if (senders.stream().map(Sender::provider).distinct().count() < senders.size()) {
            throw new IllegalStateException("two senders of one name for " + channel);
        }
    }
}
