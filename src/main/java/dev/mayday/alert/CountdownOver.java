package dev.mayday.alert;

import dev.mayday.alert.AlertState.Event;
import dev.mayday.alert.AlertState.Next;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** The end of a countdown: from now on people are told. */
@ApplicationScoped
class CountdownOver implements TimerHandler {
    static final String KIND = "countdown";

    private final Alerts alerts;
    private final Transition transition;

    CountdownOver(Alerts alerts, Transition transition) {
        this.alerts = alerts;
        this.transition = transition;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return alerts.lock(timer.ofAlert())
                .flatMap(alert -> {
                    if (alert == null
                            || !(alert.state().on(new Event.CountdownOver())
                                    instanceof Next.To(var next))) {
                        return Uni.createFrom().voidItem();
                    }
                    return transition.apply(
                            alert, next, "activated", By.SYSTEM, "the countdown is over");
                });
    }
}
