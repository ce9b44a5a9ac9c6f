package dev.mayday.notification.sms;

import dev.mayday.clock.Roles;
import dev.mayday.clock.Roles.Role;
import dev.mayday.notification.Message;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Unavailable;
import dev.mayday.notification.Sender;
import dev.mayday.notification.Wording;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jsmpp.GenericNackResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jspecify.annotations.Nullable;

/** Hands text messages to an SMSC, over a session that is kept. */
@ApplicationScoped
class SmppSender implements Sender {
    static final String PROVIDER = "smpp";

    /** After the workers, which still send what they have taken. */
    private static final int LAST = 3_000;

    private static final long A_MOMENT = 300;

    private final SmppSettings settings;
    private final Wording wording;
    private final Arrivals arrivals;
    private final Duration timeout;
    private final Window window;
    private final SmppLink link;
    private final SubmitSm submit;

    SmppSender(
            SmppSettings settings,
            NotificationSettings notifications,
            Wording wording,
            Arrivals arrivals,
            MeterRegistry metrics) {
        this.settings = settings;
        this.wording = wording;
        this.arrivals = arrivals;
        this.timeout = notifications.sendTimeout();
        this.window = new Window(settings.window());
        this.link =
                new SmppLink(
                        settings, new Inbound(arrivals, metrics, settings.arrivals()), metrics);
        this.submit = new SubmitSm(settings);
    }

    void start(@Observes StartupEvent event, Roles roles) {
        if (configured() && roles.has(Role.WORKER)) {
            open();
        }
    }

    void stop(@Observes @Priority(LAST) ShutdownEvent event) {
        close();
    }

    void open() {
        link.open();
    }

    void close() {
        link.close();
    }

    @Override
    public String channel() {
        return "sms";
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public boolean configured() {
        return settings.host().isPresent();
    }

    /** Whether it has a session now. */
    boolean bound() {
        return link.bond() != null;
    }

    int width() {
        return window.width();
    }

    @Override
    public Outcome send(Message message) {
        var to = SmsAddress.of(message.address());
        if (to == null) {
            return new Rejected("not a phone number");
        }
        int reference = reference(message.delivery());
        var parts = Parts.of(wording.shortText(message), reference, settings.parts());
        var bond = link.bond();
        if (bond == null) {
            return new Unavailable("no session with the SMSC");
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (!window.enter(deadline)) {
                return new Unavailable("the SMSC is too slow");
            }
            try {
                return send(bond, to, parts, reference, deadline);
            } finally {
                window.leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RetryLater(null, "interrupted");
        }
    }

    /** The last part's answer is the message's: its receipt is asked for. */
    private Outcome send(Bond bond, SmsAddress to, Parts parts, int reference, long deadline)
            throws InterruptedException {
        Outcome outcome = new Unavailable("nothing to send");
        for (int i = 0; i < parts.size(); i++) {
            outcome = part(bond, to, parts, i, reference);
            // who has the first part is to have the others, if it can be
            while (i > 0 && outcome instanceof RetryLater && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(A_MOMENT);
                outcome = part(bond, to, parts, i, reference);
            }
            if (!(outcome instanceof Accepted)) {
                return outcome;
            }
        }
        return outcome;
    }

    private Outcome part(Bond bond, SmsAddress to, Parts parts, int index, int reference)
            throws InterruptedException {
        try {
            var id = bond.ask(session -> submit.to(session, bond, to, parts, index, reference));
            window.wentWell();
            if (id.isEmpty()) {
                return new Accepted(null);
            }
            if (index == parts.size() - 1) {
                arrivals.taken(id, "+" + to.text());
            }
            return new Accepted(id);
        } catch (NegativeResponseException e) {
            return refused(e.getCommandStatus());
        } catch (GenericNackResponseException e) {
            return refused(e.getCommandStatus());
        } catch (ResponseTimeoutException e) {
            bond.probe();
            return new Unavailable("the SMSC did not answer in time");
        } catch (PDUException e) {
            return new Rejected("can't be put into a short message");
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return new Unavailable("the session with the SMSC was lost");
        }
    }

    private Outcome refused(int status) {
        if (CommandStatus.asksForPatience(status)) {
            window.throttled();
        }
        return CommandStatus.refusal(status);
    }

    /** As much of the delivery's id as SMPP can carry: the same for each try. */
    private static int reference(@Nullable UUID delivery) {
        int hash = String.valueOf(delivery).hashCode();
        return (hash ^ hash >>> 16) & 0xFFFF;
    }
}
