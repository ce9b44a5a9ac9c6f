package dev.mayday.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What readiness is judged by, as the owner may know it: whom a duress PIN keeps beyond their
 * removal is not among the contacts.
 *
 * @param sendable channels that this installation can send on
 * @param heartbeat its age; absent where none has come
 * @param heartbeatEvery zero where it is switched off
 */
record Circumstances(
        Instant now,
        Own own,
        List<Contact> contacts,
        Set<String> sendable,
        List<Provider> providers,
        @Nullable Duration heartbeat,
        Duration heartbeatEvery,
        @Nullable Drill drill) {
    /** So many failures since the last success, and a provider counts as broken. */
    private static final int BROKEN = 3;

    Circumstances {
        contacts = List.copyOf(contacts);
        sendable = Set.copyOf(sendable);
        providers = List.copyOf(providers);
    }

    /** The person's own account. */
    record Own(boolean emailVerified, boolean hasPhone, boolean phoneVerified, boolean hasPins) {}

    record Contact(String name, int tier, boolean declined, List<Channel> channels) {
        Contact {
            channels = List.copyOf(channels);
        }

        boolean has(Predicate<Channel> such) {
            return !declined && channels.stream().anyMatch(such);
        }
    }

    record Channel(String type, String state) {
        boolean verified() {
            return state.equals("verified");
        }

        /** Whether an alert would try it. */
        boolean tried() {
            return !state.equals("opted-out");
        }
    }

    /**
     * What a provider did in the last minutes, on whichever node.
     *
     * @param failures since its last success
     */
    record Provider(String channel, String name, int failures) {
        boolean works() {
            return failures < BROKEN;
        }
    }

    record Drill(Instant at, boolean reachedAll, List<String> missed) {
        Drill {
            missed = List.copyOf(missed);
        }
    }

    /** Broken: all its providers that were asked lately do not work. One nobody asked may work. */
    boolean broken(String channel) {
        var asked = providers.stream().filter(one -> one.channel.equals(channel)).toList();
        return !asked.isEmpty() && asked.stream().noneMatch(Provider::works);
    }

    /** Somebody said that messages arrive there, and they can be sent. */
    boolean reliable(Channel channel) {
        return channel.verified() && sendable.contains(channel.type) && !broken(channel.type);
    }
}
