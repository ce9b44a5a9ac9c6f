package dev.mayday.notification;

import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one channel: so many at a time, each on a virtual thread from claim to
 * record. What does not fit waits in the database. A dead provider holds up its own channel alone,
 * and however many messages there are, whoever presses a button finds the database free.
 */
final class ChannelWorker {
    private static final Logger LOG = Logger.getLogger(ChannelWorker.class);
    private static final Duration DATABASE = Duration.ofSeconds(30);

    private final String channel;
    private final List<Sender> senders;
    private final Providers switches;
    private final Map<String, Breaker> breakers;
    private final Claims claims;
    private final Messages messages;
    private final Results results;
    private final Semaphore database;
    private final Duration lease;
    private final MeterRegistry metrics;
    private final BlockingQueue<UUID> waiting;
    private final Semaphore room;
    private final int concurrency;
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();
    private final AtomicLong overdueSeconds = new AtomicLong();
    private volatile boolean open = true;

    ChannelWorker(
            String channel,
            List<Sender> senders,
            Providers switches,
            Claims claims,
            Messages messages,
            Results results,
            NotificationSettings settings,
            Semaphore database,
            MeterRegistry metrics) {
        this.channel = channel;
        this.senders = List.copyOf(senders);
        this.switches = switches;
        this.breakers =
                senders.stream()
                        .collect(
                                Collectors.toMap(
                                        Sender::provider,
                                        sender ->
                                                new Breaker(
                                                        settings.breakAfter(),
                                                        settings.breakFor(),
                                                        System::nanoTime)));
        this.claims = claims;
        this.messages = messages;
        this.results = results;
        this.database = database;
        this.lease = settings.lease();
        this.metrics = metrics;
        this.waiting = new LinkedBlockingQueue<>(settings.waiting());
        this.concurrency = settings.concurrency();
        this.room = new Semaphore(concurrency);
        metrics.gauge(
                "mayday.notification.overdue.seconds", Tags.of("channel", channel), overdueSeconds);
        breakers.forEach((provider, breaker) ->
                metrics.gauge(
                        "mayday.notification.provider.broken",
                        Tags.of("channel", channel, "provider", provider),
                        breaker,
                        one -> one.broken() ? 1 : 0));
        Thread.ofVirtual().name("worker-" + channel).start(this::takeTurns);
    }

    /**
     * Takes the delivery unless it is in hand already, or there is no room: then the next look
     * finds it.
     */
    void offer(UUID delivery) {
        if (open && taken.add(delivery) && !waiting.offer(delivery)) {
            taken.remove(delivery);
        }
    }

    /** How many more may be offered. */
    int room() {
        return open ? waiting.remainingCapacity() : 0;
    }

    /** The age of the oldest message that should have gone out by now. */
    void overdue(Duration oldest) {
        overdueSeconds.set(oldest.toSeconds());
    }

    /** Takes nothing more, and waits for what is being sent. */
    void close(Duration atMost) {
        open = false;
        waiting.clear();
        try {
            if (!room.tryAcquire(concurrency, atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("event=worker-closed-early channel=%s", channel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeTurns() {
        try {
            while (open) {
                var next = waiting.take();
                room.acquire();
                Thread.ofVirtual().name("send-" + channel).start(() -> drive(next));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drive(UUID delivery) {
        try {
            var down = new HashSet<String>();
            boolean again = true;
            while (again) {
                again = attempt(delivery, down);
            }
        } catch (RuntimeException e) {
            // it stays in the database, and the next look finds it
            LOG.warnf("event=delivery-not-driven delivery=%s cause=%s", delivery, name(e));
        } finally {
            taken.remove(delivery);
            room.release();
        }
    }

    /**
     * One attempt, by the best provider that there is.
     *
     * @param down providers that did not work in this turn
     * @return whether it is to be tried once more at once
     */
    private boolean attempt(UUID delivery, Set<String> down) {
        var claimed = await(claims.claim(delivery, providers(down)));
        if (claimed == null) {
            return ask(results.suppressUnwanted(delivery));
        }
        if (claimed.provider().equals(Providers.NOBODY)) {
            record(claimed, new RetryLater(null, "every provider is switched off"), false);
            return false;
        }
        var outcome = send(claimed);
        breaker(claimed).saw(outcome);
        var out = new HashSet<>(down);
        out.addAll(claimed.refusedBy());
        out.add(claimed.provider());
        boolean others = switchedOn().anyMatch(provider -> !out.contains(provider));
        record(claimed, outcome, others);
        down.add(claimed.provider());
        return switch (outcome) {
            case Silent silent -> {
                heed(claimed, silent, others);
                yield others;
            }
            case Unavailable u -> others;
            case Rejected r -> others;
            default -> false;
        };
    }

    /** What the provider says late counts too: what it took needs no further try. */
    private void heed(Claimed claimed, Silent silent, boolean others) {
        silent.later()
                .thenAcceptAsync(
                        late -> record(claimed, late, others),
                        task -> Thread.ofVirtual().name("late-" + channel).start(task))
                .exceptionally(failure -> {
                    LOG.warnf(
                            "event=late-outcome-not-recorded delivery=%s cause=%s",
                            claimed.id(), name(failure));
                    return null;
                });
    }

    /**
     * Those that were not down just now, in their order; after them those that have not worked for
     * a while. A message is never kept back because nobody is believed to work; but whoever is
     * switched off gets none.
     */
    private List<String> providers(Set<String> down) {
        var names = switchedOn().filter(provider -> !down.contains(provider)).toList();
        if (names.isEmpty()) {
            return List.of(Providers.NOBODY);
        }
        if (names.size() < 2) {
            return names;
        }
        var ordered = new ArrayList<String>();
        var broken = new ArrayList<String>();
        names.forEach(name -> (lets(name) ? ordered : broken).add(name));
        ordered.addAll(broken);
        return ordered;
    }

    private Stream<String> switchedOn() {
        return senders.stream().map(Sender::provider).filter(switches::on);
    }

    private boolean lets(String provider) {
        return Objects.requireNonNull(breakers.get(provider)).lets();
    }

    private Breaker breaker(Claimed claimed) {
        return Objects.requireNonNull(breakers.get(claimed.provider()));
    }

    private Sender sender(Claimed claimed) {
        return senders.stream()
                .filter(sender -> sender.provider().equals(claimed.provider()))
                .findFirst()
                .orElseThrow();
    }

    private Outcome send(Claimed claimed) {
        var begun = Timer.start(metrics);
        Outcome outcome;
        try {
            var message = ask(messages.of(claimed));
            outcome = sender(claimed).send(message);
        } catch (RuntimeException e) {
            LOG.warnf(
                    e, "event=send-failed delivery=%s channel=%s", claimed.id(), claimed.channel());
            outcome = new Outcome.RetryLater(null, "failed unexpectedly: " + name(e));
        }
        begun.stop(
                metrics.timer(
                        "mayday.notification.send",
                        "channel",
                        channel,
                        "provider",
                        claimed.provider()));
        return outcome;
    }

    /**
     * The outcome is known and the database is not there: whoever forgets it now sends it twice. So
     * it is held until it is on record, or the lease is over and it is somebody else's.
     */
    private void record(Claimed claimed, Outcome outcome, boolean others) {
        long until = System.nanoTime() + lease.toNanos();
        while (true) {
            try {
                await(results.record(claimed, outcome, others));
                count(claimed, outcome);
                return;
            } catch (RuntimeException e) {
                if (System.nanoTime() - until > 0) {
                    throw e;
                }
                LOG.warnf("event=outcome-not-recorded delivery=%s cause=%s", claimed.id(), name(e));
                pause();
            }
        }
    }

    private void count(Claimed claimed, Outcome outcome) {
        var kind = outcome.getClass().getSimpleName();
        metrics.counter(
                        "mayday.notification.attempts",
                        "channel",
                        channel,
                        "provider",
                        claimed.provider(),
                        "outcome",
                        kind)
                .increment();
        LOG.infof(
                "event=delivery-attempt delivery=%s alert=%s channel=%s provider=%s purpose=%s attempt=%d outcome=%s",
                claimed.id(),
                claimed.alertId(),
                claimed.channel(),
                claimed.provider(),
                claimed.purpose(),
                claimed.tries(),
                kind);
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private <T extends @Nullable Object> T ask(Uni<T> uni) {
        database.acquireUninterruptibly();
        try {
            return await(uni);
        } finally {
            database.release();
        }
    }

    private static <T extends @Nullable Object> T await(Uni<T> uni) {
        return uni.await().atMost(DATABASE);
    }

    private static String name(Throwable failure) {
        return failure.getClass().getSimpleName();
    }
}
