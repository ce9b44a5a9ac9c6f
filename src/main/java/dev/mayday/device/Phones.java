package dev.mayday.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.AlertView;
import dev.mayday.live.AlertEvent;
import dev.mayday.live.Follower;
import dev.mayday.live.LiveFeed;
import dev.mayday.location.LoggedFix;
import dev.mayday.wire.AlertId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The phones of this node hear what becomes of their owner's alerts. */
@ApplicationScoped
class Phones {
    private static final Logger LOG = Logger.getLogger(Phones.class);

    private final LiveFeed feed;
    private final AlertReads alerts;
    private final ObjectMapper json;
    private final Map<Phone, Listener> listeners = new ConcurrentHashMap<>();

    Phones(LiveFeed feed, AlertReads alerts, ObjectMapper json) {
        this.feed = feed;
        this.alerts = alerts;
        this.json = json;
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
                        open -> open.forEach(phone::show),
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
                    phone.show(json.treeToValue(owner.path("alert"), AlertView.class));
                } catch (JsonProcessingException e) {
                    LOG.errorf("event=live-record-unreadable alert=%s", event.alertId());
                }
            }
        }

        @Override
        public void fix(LoggedFix fix, long offset) {
            // a phone knows where it is
        }

        @Override
        public void lookAgain() {
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
