package dev.mayday.notification.heartbeat;

import dev.mayday.alert.AlertState.Reason;
import dev.mayday.alert.AlertView;
import dev.mayday.alert.OwnerEnding;
import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.SystemPerson;
import dev.mayday.notification.Message;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.NotificationSettings;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Delivered;
import dev.mayday.notification.Sender;
import dev.mayday.problem.Refused;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Where heartbeats end: a channel of which there is one. It notes how long the way took and closes
 * the alert, so that its end goes the whole way too.
 */
@ApplicationScoped
class HeartbeatSink implements Sender {
    private final OwnerEnding ending;
    private final MaydayClock clock;
    private final HeartbeatSettings settings;
    private final NotificationSettings notification;
    private final MeterRegistry metrics;

    HeartbeatSink(
            OwnerEnding ending,
            MaydayClock clock,
            HeartbeatSettings settings,
            NotificationSettings notification,
            MeterRegistry metrics) {
        this.ending = ending;
        this.clock = clock;
        this.settings = settings;
        this.notification = notification;
        this.metrics = metrics;
    }

    @Override
    public String channel() {
        return "heartbeat";
    }

    @Override
    public String provider() {
        return "sink";
    }

    @Override
    public boolean configured() {
        return settings.on();
    }

    @Override
    public Outcome send(Message message) {
        if (message.content() instanceof Raised raised) {
            arrived(raised.alert());
        }
        return new Delivered();
    }

    private void arrived(AlertView alert) {
        var took = Duration.between(alert.receivedAt(), clock.now());
        metrics.timer("mayday.heartbeat").record(took.isNegative() ? Duration.ZERO : took);
        try {
            ending.resolve(SystemPerson.ID, alert.id().value(), null, Reason.SAFE)
                    .await()
                    .atMost(notification.sendTimeout());
        } catch (Refused over) {
            // the next heartbeat has closed it meanwhile: late, but it arrived
        }
    }
}
