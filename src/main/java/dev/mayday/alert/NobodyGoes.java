package dev.mayday.alert;

import dev.mayday.alert.AlertState.Event;
import dev.mayday.alert.AlertState.Next;
import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The last acknowledgement goes stale: whoever said so may not be coming, and the others are told
 * again.
 */
@ApplicationScoped
class NobodyGoes implements TimerHandler {
    static final String KIND = "stale";

    private final MaydayClock clock;
    private final Alerts alerts;
    private final Transition transition;
    private final Timers timers;
    private final MeterRegistry metrics;

    NobodyGoes(
            MaydayClock clock,
            Alerts alerts,
            Transition transition,
            Timers timers,
            MeterRegistry metrics) {
        this.clock = clock;
        this.alerts = alerts;
        this.transition = transition;
        this.timers = timers;
        this.metrics = metrics;
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
                            || alert.staleAt == null
                            || !(alert.state().on(new Event.NobodyGoes())
                                    instanceof Next.To(var next))) {
                        return Uni.createFrom().voidItem();
                    }
                    if (alert.staleAt.isAfter(clock.now())) {
                        return timers.plan(Timer.ofAlert(KIND, alert.id, 0, alert.staleAt));
                    }
                    metrics.counter("mayday.acknowledgements.stale").increment();
                    return alerts.responses(alert.id)
                            .invoke(NobodyGoes::forget)
                            .flatMap(answers ->
                                    transition.apply(
                                            alert,
                                            next,
                                            "stale",
                                            By.SYSTEM,
                                            "the last acknowledgement is too old to rely on"));
                });
    }

    private static void forget(List<ResponseEntity> answers) {
        answers.stream()
                .filter(ResponseEntity::goes)
                .forEach(answer -> answer.kind = ResponseEntity.STALE);
    }
}
