package dev.mayday.notification.sms;

import dev.mayday.clock.Roles;
import dev.mayday.clock.Roles.Role;
import dev.mayday.notification.Message;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.Rejected;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Silent;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
    private static final String TOO_LATE = "the SMSC did not answer in time";

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
                return send(new Text(bond, to, parts, reference), 0, deadline);
            } finally {
                window.leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RetryLater(null, "interrupted");
        }
    }

    private record Text(Bond bond, SmsAddress to, Parts parts, int reference) {}

    /**
     * The last part's answer is the message's: its receipt is asked for.
     *
     * @param first the part to begin with
     */
    private Outcome send(Text text, int first, long deadline) throws InterruptedException {
        Outcome outcome = new Unavailable("nothing to send");
        for (int i = first; i < text.parts.size(); i++) {
            outcome = part(text, i);
            // who has the first part is to have the others, if it can be
            while (i > 0 && outcome instanceof RetryLater && System.nanoTime() < deadline) {
                TimeUnit.MILLISECONDS.sleep(A_MOMENT);
                outcome = part(text, i);
            }
            if (outcome instanceof Silent silent && i + 1 < text.parts.size()) {
                int next = i + 1;
                return new Silent(
                        silent.why(),
                        silent.later()
                                .thenComposeAsync(
                                        late -> goOn(text, next, late),
                                        Thread.ofVirtual().name("smpp-late")::start));
            }
            if (!(outcome instanceof Accepted)) {
                return outcome;
            }
        }
        return outcome;
    }

    /** The parts that follow one whose answer came late. */
    private CompletionStage<Outcome> goOn(Text text, int next, Outcome late) {
        try {
            var outcome =
                    late instanceof Accepted
                            ? send(text, next, System.nanoTime() + timeout.toNanos())
                            : late;
            return outcome instanceof Silent silent
                    ? silent.later()
                    : CompletableFuture.completedStage(outcome);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedStage(e);
        }
    }

    private Outcome part(Text text, int index) throws InterruptedException {
        var answer =
                text.bond
                        .ask(session ->
                                submit.to(
                                        session,
                                        text.bond,
                                        text.to,
                                        text.parts,
                                        index,
                                        text.reference))
                        .handle((id, failure) ->
                                failure == null ? taken(text, index, id) : failed(failure));
        try {
            return answer.get(settings.responseTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            text.bond.probe();
            return new Silent(TOO_LATE, answer);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Outcome taken(Text text, int index, String id) {
        window.wentWell();
        if (id.isEmpty()) {
            return new Accepted(null);
        }
        if (index == text.parts.size() - 1) {
            arrivals.taken(id, "+" + text.to.text());
        }
        return new Accepted(id);
    }

    private Outcome failed(Throwable failure) {
        return switch (failure) {
            case NegativeResponseException e -> refused(e.getCommandStatus());
            case GenericNackResponseException e -> refused(e.getCommandStatus());
            case ResponseTimeoutException e -> new Unavailable(TOO_LATE);
            case PDUException e -> new Rejected("can't be put into a short message");
            default -> new Unavailable("the session with the SMSC was lost");
        };
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
