package dev.mayday.notification;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The channels that this installation can send on. */
@ApplicationScoped
class Senders {
    private final Map<String, Sender> byChannel = new TreeMap<>();

    Senders(Instance<Sender> senders) {
        senders.forEach(sender -> {
            if (byChannel.putIfAbsent(sender.channel(), sender) != null) {
                throw new IllegalStateException("two senders for " + sender.channel());
            }
        });
    }

    Set<String> channels() {
        return byChannel.keySet();
    }

    @Nullable Sender of(String channel) {
        return byChannel.get(channel);
    }
}
