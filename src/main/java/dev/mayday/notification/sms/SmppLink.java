package dev.mayday.notification.sms;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.MessageReceiverListener;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one session with the SMSC, bound as transceiver: a lost one is made again in the
 * background, after a pause that grows, so that no message ever waits for that.
 */
final class SmppLink {
    private static final Logger LOG = Logger.getLogger(SmppLink.class);

    /** One that did not even hold so long counts as a failure, whatever the bind said. */
    private static final Duration HELD = Duration.ofSeconds(10);

    private final SmppSettings settings;
    private final MessageReceiverListener inbound;
    private final MeterRegistry metrics;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Bond bond;
    private String trouble = "";

    SmppLink(SmppSettings settings, MessageReceiverListener inbound, MeterRegistry metrics) {
        this.settings = settings;
        this.inbound = inbound;
        this.metrics = metrics;
        metrics.gauge("mayday.smpp.bound", this, link -> link.bond == null ? 0 : 1);
    }

    void open() {
        Thread.ofVirtual().name("smpp-link").start(this::keep);
    }

    /** The session, if there is one now. */
    @Nullable Bond bond() {
        return bond;
    }

    void close() {
        closing.countDown();
        var there = bond;
        if (there != null) {
            there.unbind();
        }
    }

    private void keep() {
        try {
            int failures = 0;
            do {
                long begun = System.nanoTime();
                boolean held = bindOnce() && System.nanoTime() - begun > HELD.toNanos();
                failures = held ? 0 : failures + 1;
            } while (!closing.await(
                    pause(settings, failures, ThreadLocalRandom.current()).toMillis(),
                    TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Half of it at least, so that many that lost the same SMSC do not come back together. */
    static Duration pause(SmppSettings settings, int failures, RandomGenerator random) {
        long first = settings.reconnectAfter().toMillis();
        long grown = first << Math.min(Math.max(failures - 1, 0), 16);
        long most = Math.min(grown, settings.reconnectAtMost().toMillis());
        return Duration.ofMillis(Math.round(most * (0.5 + random.nextDouble() / 2)));
    }

    /**
     * Binds, and stays until the session ends.
     *
     * @return whether there was one
     */
    private boolean bindOnce() throws InterruptedException {
        Bond made;
        try {
            made = Bond.to(settings, inbound);
        } catch (IOException | RuntimeException e) {
            failed(e);
            return false;
        }
        bond = made;
        trouble = "";
        count("bound");
        LOG.infof("event=smpp-bound");
        if (closing.getCount() == 0) {
            made.unbind();
        }
        try {
            made.awaitEnd();
        } finally {
            bond = null;
            made.close();
        }
        if (closing.getCount() > 0) {
            count("lost");
            LOG.warnf("event=smpp-session-lost");
        }
        return true;
    }

    /** Said once, not with every try: it is tried for as long as it takes. */
    private void failed(Exception failure) {
        var refused = failure.getCause() instanceof NegativeResponseException;
        count(refused ? "refused" : "unreachable");
        var now = reason(failure);
        if (!now.equals(trouble)) {
            trouble = now;
            LOG.warnf("event=smpp-bind-failed reason=%s", now);
        }
    }

    private static String reason(Exception failure) {
        return failure.getCause() instanceof NegativeResponseException refused
                ? "refused-0x%08x".formatted(refused.getCommandStatus())
                : failure.getClass().getSimpleName();
    }

    private void count(String outcome) {
        metrics.counter("mayday.smpp.binds", "outcome", outcome).increment();
    }
}
