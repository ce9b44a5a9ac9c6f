package dev.mayday.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.AlertView;
import dev.mayday.checkin.Reminder;
import dev.mayday.clock.Listening;
import dev.mayday.clock.MaydayClock;
import dev.mayday.live.AlertEvent;
import dev.mayday.live.Follower;
import dev.mayday.live.LiveFeed;
import dev.mayday.location.LoggedFix;
import dev.mayday.location.OpenWindows;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The phones of this node hear what becomes of their owner's alerts, are asked for places by what
 * their owner shares, and hear when a check-in is about to be due.
 */
@ApplicationScoped
class Phones {
    private static final Logger LOG = Logger.getLogger(Phones.class);
    private static final long LOOK_MILLIS = 5_000;

    private final LiveFeed feed;
    private final AlertReads alerts;
    private final OpenWindows windows;
    private final Listening listening;
    private final Vertx vertx;
    private final MaydayClock clock;
    private final ObjectMapper json;
    private final Map<Phone, Listener> listeners = new ConcurrentHashMap<>();

    Phones(
            LiveFeed feed,
            AlertReads alerts,
            OpenWindows windows,
            Listening listening,
            Vertx vertx,
            MaydayClock clock,
            ObjectMapper json) {
        this.feed = feed;
        this.alerts = alerts;
        this.windows = windows;
        this.listening = listening;
        this.vertx = vertx;
        this.clock = clock;
        this.json = json;
    }

    void start(@Observes @Priority(50) StartupEvent event) {
        listening.on(OpenWindows.CHANGED, person -> askAgain(PersonId.of(person)));
        listening.on(Reminder.CHANNEL, this::reminded);
        vertx.setPeriodic(LOOK_MILLIS, timer -> renew());
    }

    private void askAgain(PersonId person) {
        listeners.keySet().stream()
                .filter(phone -> phone.person().equals(person))
                .forEach(this::ask);
    }

    private void reminded(String payload) {
        try {
            var reminder = json.readValue(payload, Reminder.class);
            listeners.keySet().stream()
                    .filter(phone -> phone.person().value().equals(reminder.personId()))
                    .forEach(phone -> phone.remind(reminder));
        } catch (JsonProcessingException e) {
            LOG.errorf("event=reminder-unreadable");
        }
    }

    private void renew() {
        var now = clock.now();
        listeners.keySet().stream().filter(phone -> phone.requests().isDue(now)).forEach(this::ask);
    }

    /** Asks for places by what is shared now. */
    private void ask(Phone phone) {
        var now = clock.now();
        windows.of(phone.person(), now, now)
                .subscribe()
                .with(
                        shared -> phone.requests().shared(shared),
                        failure -> LOG.warn("event=phone-not-asked"));
    }

    /**
     * Shows the phone what is open, and from then on each change. Its first message does not wait
     * for that.
     */
    void follow(Phone phone) {
        var listener = new Listener(phone);
        listeners.put(phone, listener);
        feed.follow(phone.person().value(), listener)
                .flatMap(done -> alerts.openOf(phone.person()))
                .subscribe()
                .with(
                        open -> {
                            open.forEach(phone::show);
                            ask(phone);
                        },
                        failure -> LOG.warnf("event=phone-not-shown"));
    }

    void forget(Phone phone) {
        var listener = listeners.remove(phone);
        if (listener != null) {
            feed.unfollow(phone.person().value(), listener);
        }
    }

    private final class Listener implements Follower {
        private final Phone phone;

        Listener(Phone phone) {
            this.phone = phone;
        }

        @Override
        public void event(AlertEvent event) {
            JsonNode owner = event.owner();
            if (owner != null && event.kind().equals("alert")) {
                try {
                    var alert = json.treeToValue(owner.path("alert"), AlertView.class);
                    phone.show(alert, clock.now());
                    if (!Phone.isOpen(alert.state())) {
                        ask(phone);
                    }
                } catch (JsonProcessingException e) {
                    LOG.errorf("event=live-record-unreadable alert=%s", event.alertId());
                }
            }
        }

        @Override
        public boolean wantsPlaces() {
            return false; // a phone knows where it is
        }

        @Override
        public boolean wantsDetails() {
            return false;
        }

        @Override
        public void fix(LoggedFix fix, long offset) {}

        @Override
        public void lookAgain() {
            ask(phone);
            alerts.openOf(phone.person())
                    .invoke(open -> open.forEach(phone::show))
                    .subscribe()
                    .with(open -> phone.unheard(open).forEach(this::look), failure -> {});
        }

        private void look(AlertId ended) {
            alerts.view(ended, true)
                    .subscribe()
                    .with(
                            alert -> {
                                if (alert != null) {
                                    phone.show(alert);
                                }
                            },
                            failure -> LOG.debugf("event=live-look-failed"));
        }
    }
}
