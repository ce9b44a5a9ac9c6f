package dev.mayday.notification;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.outbox.Letters;
import dev.mayday.wire.AlertId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells the one who raised a drill how it went, once: when it ended, when everybody has answered,
 * or after a while. It goes by what the owner is shown, so a duress PIN makes no difference.
 */
@ApplicationScoped
class DrillReporting implements TimerHandler {
    static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** To an address that was never confirmed nothing is sent that nobody asked for. */
    private static final String OWNER =
            """
            SELECT p.email, p.name, p.locale FROM alert a JOIN person p ON p.id = a.person_id
            WHERE a.id = :alert AND p.email_verified_at IS NOT NULL
            """;

    private final AlertReports reports;
    private final Letters letters;
    private final Timers timers;
    private final MaydayClock clock;

    DrillReporting(AlertReports reports, Letters letters, Timers timers, MaydayClock clock) {
        this.reports = reports;
        this.letters = letters;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "drill-report";
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return reports.of(new AlertId(timer.ofAlert()))
                .flatMap(report ->
                        report == null
                                ? Uni.createFrom().voidItem()
                                : look(report, timer.ofAlert()));
    }

    private Uni<Void> look(AlertReport report, UUID alert) {
        if (report.state().equals("CANCELLED")) {
            return Uni.createFrom().voidItem(); // nobody was told
        }
        boolean over =
                report.endedAt() != null
                        || report.complete()
                        || clock.now().isAfter(report.activatedAt().plus(PATIENCE));
        return over
                ? owner(alert)
                        .flatMap(owner ->
                                owner == null ? Uni.createFrom().voidItem() : write(report, owner))
                : timers.plan(Timer.ofAlert(kind(), alert, 0, clock.now().plus(LOOK)));
    }

    private static Uni<@Nullable Object[]> owner(UUID alert) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(OWNER, Object[].class)
                                .setParameter("alert", alert)
                                .getSingleResultOrNull());
    }

    private Uni<Void> write(AlertReport report, Object[] owner) {
        var locale = (String) owner[2];
        var phrases = Phrases.of(Locale.forLanguageTag(locale));
        int told = report.toldContacts();
        return letters.write(
                "email",
                (String) owner[0],
                (String) owner[1],
                "drill-report",
                Map.of(
                        "locale",
                        locale,
                        "told",
                        String.valueOf(told),
                        "all",
                        String.valueOf(told + report.missed().size()),
                        "answered",
                        String.valueOf(report.answeredContacts()),
                        "lines",
                        String.join("\n", report.lines(phrases))));
    }
}
