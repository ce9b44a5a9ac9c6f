package dev.mayday.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.alert.AlertState.Acknowledged;
import dev.mayday.alert.AlertState.Active;
import dev.mayday.alert.AlertState.Cancelled;
import dev.mayday.alert.AlertState.Event;
import dev.mayday.alert.AlertState.Expired;
import dev.mayday.alert.AlertState.Next;
import dev.mayday.alert.AlertState.Pending;
import dev.mayday.alert.AlertState.Reason;
import dev.mayday.alert.AlertState.Resolved;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertStateTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<Event> EVENTS =
            List.of(
                    new Event.CountdownOver(),
                    new Event.Cancel(),
                    new Event.Acknowledge(NOW),
                    new Event.NobodyGoes(),
                    new Event.Resolve(Reason.HELPED),
                    new Event.SilentTooLong());

    /** The diagram of PROTOCOL.md, written once more by its names: from → event → to. */
    private static final Map<String, Map<String, String>> DIAGRAM =
            Map.of(
                    "PENDING", Map.of("CountdownOver", "ACTIVE", "Cancel", "CANCELLED"),
                    "ACTIVE",
                            Map.of(
                                    "Acknowledge",
                                    "ACKNOWLEDGED",
                                    "Resolve",
                                    "RESOLVED",
                                    "SilentTooLong",
                                    "EXPIRED"),
                    "ACKNOWLEDGED",
                            Map.of(
                                    "Acknowledge", "ACKNOWLEDGED",
                                    "NobodyGoes", "ACTIVE",
                                    "Resolve", "RESOLVED",
                                    "SilentTooLong", "EXPIRED"),
                    "CANCELLED", Map.of(),
                    "RESOLVED", Map.of(),
                    "EXPIRED", Map.of());

    private static final List<AlertState> STATES =
            List.of(
                    new Pending(NOW),
                    new Active(1),
                    new Acknowledged(1, NOW),
                    new Cancelled(),
                    new Resolved(Reason.SAFE),
                    new Expired());

    @Test
    void everyStateTakesJustTheEventsOfTheDiagram() {
        for (var state : STATES) {
            for (var event : EVENTS) {
                var wanted = DIAGRAM.get(state.wire()).get(event.getClass().getSimpleName());
                var seen =
                        switch (state.on(event)) {
                            case Next.To to -> to.state().wire();
                            case Next.Stays stays -> stays.state().wire();
                            case Next.Illegal illegal -> null;
                        };
                assertEquals(wanted, seen, state.wire() + " on " + event);
            }
        }
    }

    @Test
    void anAcknowledgementOfAnAcknowledgedAlertIsNoTransition() {
        var next = new Acknowledged(2, NOW).on(new Event.Acknowledge(NOW.plusSeconds(60)));
        assertEquals(new Next.Stays(new Acknowledged(2, NOW.plusSeconds(60))), next);
    }

    @Test
    void eachReturnToActiveIsAnotherRound() {
        assertEquals(
                new Next.To(new Active(4)), new Acknowledged(3, NOW).on(new Event.NobodyGoes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whateverHappensAnEndedAlertStaysEnded(long seed) {
        var random = new Random(seed);
        for (int walk = 0; walk < 500; walk++) {
            AlertState state = random.nextBoolean() ? new Pending(NOW) : new Active(1);
            for (int step = 0; step < 30; step++) {
                var next = state.on(EVENTS.get(random.nextInt(EVENTS.size())));
                if (state.ended()) {
                    assertInstanceOf(Next.Illegal.class, next);
                } else if (next instanceof Next.To(var to)) {
                    assertTrue(Set.copyOf(DIAGRAM.get(state.wire()).values()).contains(to.wire()));
                    state = to;
                }
            }
        }
    }

    @Test
    void anAcknowledgementIsStaleFiveMinutesAfterItsEtaOrAfterFifteenWithoutOne() {
        assertEquals(NOW.plusSeconds(11 * 60), AlertState.staleAt(NOW, 6));
        assertEquals(NOW.plusSeconds(15 * 60), AlertState.staleAt(NOW, null));
    }

    @Test
    void onlyTheThreeEndsAreEnds() {
        assertEquals(
                Set.of("CANCELLED", "RESOLVED", "EXPIRED"),
                Set.copyOf(
                        STATES.stream().filter(AlertState::ended).map(AlertState::wire).toList()));
        assertFalse(new Active(1).ended());
    }
}
