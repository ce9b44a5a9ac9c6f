package dev.mayday.readiness;

import dev.mayday.readiness.Circumstances.Channel;
import dev.mayday.readiness.Circumstances.Contact;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What would happen if the button were pressed now.
 *
 * @param ready whether every check that is essential is well
 */
public record Readiness(boolean ready, List<Check> checks) {
    private static final Duration DRILL_GOOD_FOR = Duration.ofDays(90);
    private static final int MISSED_BEATS = 3;

    /**
     * @param code stable: contacts, first-tier, reachable, verified-channels, failing-channels,
     *     providers, heartbeat, email, phone, pins, drill
     * @param essential whether a press may reach nobody without it
     * @param detail for people; names contacts, never their addresses
     * @param names of the contacts that it is about: for whoever says it in other words; absent if
     *     none
     */
    public record Check(
            String code,
            boolean ok,
            boolean essential,
            String detail,
            @Nullable List<String> names) {
        Check(String code, boolean ok, boolean essential, String detail) {
            this(code, ok, essential, detail, null);
        }

        private Check about(Collection<String> contacts) {
            return new Check(
                    code, ok, essential, detail, contacts.isEmpty() ? null : List.copyOf(contacts));
        }
    }

    static Readiness of(Circumstances now) {
        var checks =
                List.of(
                        contacts(now),
                        firstTier(now),
                        reachable(now),
                        verified(now),
                        failing(now),
                        providers(now),
                        heartbeat(now),
                        email(now),
                        phone(now),
                        pins(now),
                        drill(now));
        return new Readiness(
                checks.stream().allMatch(check -> check.ok || !check.essential), checks);
    }

    private static Check contacts(Circumstances now) {
        var count = now.contacts().size();
        return new Check(
                "contacts",
                count > 0,
                true,
                switch (count) {
                    case 0 -> "You have no contacts: nobody of yours would be told.";
                    case 1 -> "You have one contact.";
                    default -> "You have " + count + " contacts.";
                });
    }

    private static Check firstTier(Circumstances now) {
        boolean some = now.contacts().stream().anyMatch(one -> one.tier() == 1 && !one.declined());
        return new Check(
                "first-tier",
                some,
                false,
                some
                        ? "Somebody is to be told at once."
                        : "Nobody is in tier 1: the next tier would be told in its place.");
    }

    private static Check reachable(Circumstances now) {
        var reached = names(now, one -> one.has(now::reliable));
        return new Check(
                        "reachable",
                        !reached.isEmpty(),
                        true,
                        reached.isEmpty()
                                ? "Nobody can be relied on to get the message: no contact has a confirmed address that works now."
                                : "Can be reached: " + list(reached) + ".")
                .about(reached);
    }

    private static Check verified(Circumstances now) {
        var without = names(now, one -> !one.has(Channel::verified));
        var declined = names(now, Contact::declined);
        var detail =
                without.isEmpty()
                        ? now.contacts().isEmpty()
                                ? "There is no contact."
                                : "Every contact has a confirmed address."
                        : "Without a confirmed address: " + list(without) + ".";
        return new Check(
                        "verified-channels",
                        without.isEmpty() && !now.contacts().isEmpty(),
                        false,
                        declined.isEmpty()
                                ? detail
                                : detail + " No messages wants: " + list(declined) + ".")
                .about(without);
    }

    private static Check failing(Circumstances now) {
        var stopped = names(now, one -> has(one, "opted-out"));
        var failing = names(now, one -> has(one, "failing"));
        var detail = new StringBuilder();
        if (!failing.isEmpty()) {
            detail.append("Messages no longer arrive at an address of: ")
                    .append(list(failing))
                    .append(". ");
        }
        if (!stopped.isEmpty()) {
            detail.append("An address wants no messages any more, of: ")
                    .append(list(stopped))
                    .append(". ");
        }
        return new Check(
                        "failing-channels",
                        detail.isEmpty(),
                        false,
                        detail.isEmpty()
                                ? "No address has failed or said stop."
                                : detail.toString().strip())
                .about(names(now, one -> has(one, "opted-out") || has(one, "failing")));
    }

    private static Check providers(Circumstances now) {
        var used =
                now.contacts().stream()
                        .filter(one -> !one.declined())
                        .flatMap(one -> one.channels().stream())
                        .filter(Channel::tried)
                        .map(Channel::type)
                        .collect(Collectors.toCollection(TreeSet::new));
        var well =
                used.stream().allMatch(type -> now.sendable().contains(type) && !broken(now, type));
        return new Check(
                "providers",
                well,
                false,
                used.isEmpty()
                        ? "No channel is used."
                        : used.stream()
                                .map(type -> type + ": " + how(now, type))
                                .collect(Collectors.joining("; ", "", ".")));
    }

    private static boolean broken(Circumstances now, String type) {
        return now.providers().stream().anyMatch(one -> one.channel().equals(type) && !one.works());
    }

    private static String how(Circumstances now, String type) {
        if (!now.sendable().contains(type)) {
            return "can't be sent here";
        }
        var asked = now.providers().stream().filter(one -> one.channel().equals(type)).toList();
        return asked.isEmpty()
                ? "not used in the last 15 minutes"
                : asked.stream()
                        .map(one -> one.name() + (one.works() ? " works" : " does not work"))
                        .collect(Collectors.joining(", "));
    }

    private static Check heartbeat(Circumstances now) {
        if (now.heartbeatEvery().isZero()) {
            return new Check("heartbeat", true, true, "The heartbeat is switched off.");
        }
        var age = now.heartbeat();
        boolean ok =
                age != null && age.compareTo(now.heartbeatEvery().multipliedBy(MISSED_BEATS)) <= 0;
        return new Check(
                "heartbeat",
                ok,
                true,
                age == null
                        ? "No alert of the service's own has come through yet."
                        : "The last alert of the service's own came through "
                                + Math.max(0, age.toSeconds())
                                + " s ago.");
    }

    private static Check email(Circumstances now) {
        boolean ok = now.own().emailVerified();
        return new Check(
                "email",
                ok,
                false,
                ok ? "Your e-mail address is confirmed." : "Your e-mail address is not confirmed.");
    }

    private static Check phone(Circumstances now) {
        boolean ok = now.own().phoneVerified();
        return new Check(
                "phone",
                ok,
                false,
                ok
                        ? "Your phone number is confirmed."
                        : now.own().hasPhone()
                                ? "Your phone number is not confirmed: you can't raise an alert by text message."
                                : "You have given no phone number: nobody can call you, and you can't raise an alert by"
                                        + " text message.");
    }

    private static Check pins(Circumstances now) {
        boolean ok = now.own().hasPins();
        return new Check(
                "pins",
                ok,
                false,
                ok
                        ? "A PIN and a duress PIN are set."
                        : "No PIN is set: whoever holds your phone can call an alert off.");
    }

    private static Check drill(Circumstances now) {
        var last = now.drill();
        if (last == null) {
            return new Check("drill", false, false, "You have never tried it out with a drill.");
        }
        var when = "Your last drill was on " + last.at().truncatedTo(ChronoUnit.SECONDS);
        boolean recent = last.at().plus(DRILL_GOOD_FOR).isAfter(now.now());
        if (!last.reachedAll()) {
            return new Check(
                            "drill",
                            false,
                            false,
                            when
                                    + " and did not reach everybody"
                                    + (last.missed().isEmpty()
                                            ? "."
                                            : ": " + list(last.missed()) + "."))
                    .about(last.missed());
        }
        return new Check(
                "drill",
                recent,
                false,
                when + " and reached everybody." + (recent ? "" : " Try it out again."));
    }

    private static boolean has(Contact contact, String state) {
        return contact.channels().stream().anyMatch(channel -> channel.state().equals(state));
    }

    private static Set<String> names(Circumstances now, Predicate<Contact> which) {
        return now.contacts().stream()
                .filter(which)
                .map(Contact::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String list(Iterable<String> names) {
        return String.join(", ", names);
    }
}
