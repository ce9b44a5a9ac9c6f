package dev.mayday.location;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.clock.MaydayClock;
import dev.mayday.outbox.KafkaLog;
import dev.mayday.outbox.Topics;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way in for fixes: each is stamped with what was open at its time and appended to the log; it
 * is stored once Kafka has acknowledged it. One that belongs to nothing is refused: nobody is
 * tracked by default.
 */
@ApplicationScoped
public class LocationLog {
    private static final Logger LOG = Logger.getLogger(LocationLog.class);

    private final KafkaLog kafka;
    private final Topics topics;
    private final OpenWindows windows;
    private final MaydayClock clock;
    private final LocationSettings settings;
    private final ObjectMapper json;
    private final Counter stored;
    private final Counter unacknowledged;
    private KafkaLog.@Nullable Writer writer;

    LocationLog(
            KafkaLog kafka,
            Topics topics,
            OpenWindows windows,
            MaydayClock clock,
            LocationSettings settings,
            ObjectMapper json,
            MeterRegistry metrics) {
        this.kafka = kafka;
        this.topics = topics;
        this.windows = windows;
        this.clock = clock;
        this.settings = settings;
        this.json = json;
        this.stored = metrics.counter("mayday.locations.stored");
        this.unacknowledged = metrics.counter("mayday.locations.unacknowledged");
    }

    void start(@Observes StartupEvent event) {
        writer = kafka.writer("locations", settings.linger(), settings.patience());
    }

    /**
     * Whether the fix's time can be taken at all. @throws dev.mayday.problem.Refused invalid-at,
     * too-old
     */
    public void check(Fix fix, Instant now) {
        if (fix.at().isAfter(now.plusSeconds(300))) {
            throw Problem.invalid("at", "lies more than 5 minutes ahead").refused();
        }
        if (fix.at().isBefore(now.minus(settings.kept()))) {
            throw new Problem(400, "too-old", "at: older than what is kept").refused();
        }
    }

    /**
     * Appends the fixes of one message, in their order.
     *
     * @return for each fix whether it was stored; false: it belongs to nothing that the person
     *     shares. The Uni fails where Kafka did not acknowledge them all: they may or may not be
     *     there, and are to be sent again
     */
    public Uni<List<Boolean>> append(PersonId person, String installation, List<Fix> fixes) {
        if (fixes.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var now = clock.now();
        var earliest = fixes.stream().map(Fix::at).min(Instant::compareTo).orElse(now);
        var latest = fixes.stream().map(Fix::at).max(Instant::compareTo).orElse(now);
        return windows.of(person, earliest, latest)
                .flatMap(open -> append(person, installation, fixes, open, now));
    }

    private Uni<List<Boolean>> append(
            PersonId person,
            String installation,
            List<Fix> fixes,
            List<OpenWindows.Window> open,
            Instant now) {
        var kept = new ArrayList<Boolean>(fixes.size());
        var records = new ArrayList<KafkaLog.Message>(fixes.size());
        var ids = Ids.next(fixes.size());
        for (Fix fix : fixes) {
            var holding = open.stream().filter(window -> window.holds(fix.at())).toList();
            kept.add(!holding.isEmpty());
            if (!holding.isEmpty()) {
                var logged = logged(person, installation, fix, holding, now);
                records.add(message(person, ids.get(records.size()), logged));
            }
        }
        if (records.isEmpty()) {
            return Uni.createFrom().item(kept);
        }
        return Objects.requireNonNull(writer)
                .send(topics.locations(), person.toString(), records)
                .map(done -> List.copyOf(kept))
                .onFailure()
                .invoke(failure -> {
                    unacknowledged.increment(records.size());
                    LOG.warnf(
                            "event=locations-not-stored person=%s reason=%s",
                            person, failure.getClass().getSimpleName());
                })
                .invoke(() -> stored.increment(records.size()));
    }

    private static LoggedFix logged(
            PersonId person,
            String installation,
            Fix fix,
            List<OpenWindows.Window> holding,
            Instant now) {
        boolean ended = holding.stream().anyMatch(window -> window.afterEnd(fix.at()));
        return new LoggedFix(
                person.value(),
                holding.stream()
                        .map(window -> new LoggedFix.Subject(window.kind(), window.subject()))
                        .toList(),
                installation,
                now,
                ended ? Boolean.TRUE : null,
                fix);
    }

    private KafkaLog.Message message(PersonId person, UUID id, LoggedFix fix) {
        return new KafkaLog.Message(
                KafkaLog.cloudEvent(
                        id,
                        "dev.mayday.location.received",
                        person.toString(),
                        fix.location().seq() == null ? 0 : fix.location().seq(),
                        fix.receivedAt()),
                text(fix));
    }

    private String text(LoggedFix fix) {
        try {
            return json.writeValueAsString(fix);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
