package dev.mayday.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A phone that presses the button and walks a GPX track, and says what came of it. Run by {@code
 * deploy/local/demo}.
 */
public final class Demo {

    private static final String PIN = "1234";
    private static final Duration REST = Duration.ofSeconds(60);
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(200);
    private static final Duration FOR_A_PERSON = Duration.ofSeconds(60);

    private final DemoSettings settings;
    private final Screen screen;
    private final Walk walk;
    private final Phone phone;

    private Demo(DemoSettings settings, Screen screen, Walk walk) {
        this.settings = settings;
        this.screen = screen;
        this.walk = walk;
        this.phone =
                Phone.of(Account.of(settings.wire(), DemoAccounts.PERSON, DemoAccounts.PASSWORD));
    }

    public static void main(String[] args) {
        var settings = DemoSettings.of(args, System.getenv());
        var screen = new Screen(System.out, settings.terminal());
        try {
            new Demo(settings, screen, read(settings.track(), screen)).play();
        } catch (UncheckedIOException e) {
            screen.endProgress();
            screen.say("No service at " + settings.wire().base() + ". Start it: deploy/local/up");
            System.exit(1);
        } catch (IOException | IllegalStateException | TooLate e) {
            screen.endProgress();
            screen.say(e.getMessage());
            System.exit(1);
        }
    }

    private static Walk read(Path track, Screen screen) throws IOException {
        var walk = Gpx.read(track);
        screen.say(
                "%s: %d fixes, %.1f km, %d min"
                        .formatted(
                                track.getFileName(),
                                walk.points().size(),
                                walk.metres() / 1000,
                                walk.takes().toMinutes()));
        walk.madeUp()
                .ifPresent(why -> screen.say("  its times are made up from the distances: " + why));
        if (walk.skipped() > 0) {
            screen.say("  left out %d points with no place".formatted(walk.skipped()));
        }
        return walk.restingAtMost(REST);
    }

    private void play() {
        endWhatIsOpen();
        screen.say("Watch it move: %s".formatted(settings.publicUrl()));
        screen.say(
                "  sign in as %s with the password %s"
                        .formatted(DemoAccounts.GUARDIAN, DemoAccounts.PASSWORD));
        screen.say("  what people are sent: " + settings.inbox());
        screen.say("");
        var start = walk.points().getFirst();
        var press = Press.sos().saying("This is the demo").from(fix(0));
        phone.connect();
        var pressed = Instant.now();
        var accepted = phone.presses(press);
        screen.say(
                "  %s  pressed at %.5f, %.5f"
                        .formatted(after(Duration.ZERO), start.lat(), start.lon()));
        screen.say("  %s  accepted".formatted(after(Duration.between(pressed, accepted.at()))));
        accepted.warnings().forEach(code -> screen.say("           but: " + code));
        var outcome = new Outcome(phone.reads(accepted.alertId()), pressed, screen);
        try (outcome) {
            walk();
            answer(accepted.alertId(), outcome);
            var end = phone.resolves(accepted.alertId(), PIN).ok();
            screen.say(
                    "  %s  resolved: safe".formatted(after(Duration.between(pressed, end.at()))));
        }
        sumUp(Duration.between(pressed, accepted.at()), outcome);
        phone.close();
    }

    private void sumUp(Duration accepted, Outcome outcome) {
        screen.say("");
        screen.say("What came of it, counted from the press:");
        screen.say("  %s  accepted".formatted(after(accepted)));
        outcome.known()
                .forEach((what, when) -> screen.say("  %s  %s".formatted(after(when), what)));
        screen.say(
                "The service holds %d of %d fixes of the walk."
                        .formatted(phone.stored().size(), walk.points().size()));
    }

    /** A demo that was broken off left its alert open. */
    private void endWhatIsOpen() {
        for (var alert : phone.bearer().list("/v1/alerts?role=owner")) {
            var state = alert.get("state").asText();
            if (state.equals("ACTIVE") || state.equals("ACKNOWLEDGED") || state.equals("PENDING")) {
                phone.resolves(alert.get("id").asText(), PIN);
                screen.say("Ended an alert that an earlier demo left open.");
            }
        }
    }

    /** Walks it in the time that it may take, and reports every so often, as a phone does. */
    private void walk() {
        var began = Instant.now();
        double pace =
                Math.max(1e-3, (double) walk.takes().toMillis() / settings.lasts().toMillis());
        int next = 0;
        while (next < walk.points().size()) {
            var gone = Duration.between(began, Instant.now()).toMillis() * pace;
            while (next < walk.points().size()
                    && walk.points().get(next).since().toMillis() <= gone) {
                phone.moves(fix(next++));
            }
            report(next);
            LockSupport.parkNanos(BETWEEN_REPORTS.toNanos());
        }
        phone.catchesUp();
        report(next);
        screen.endProgress();
    }

    private void report(int gone) {
        var trouble = Optional.<String>empty();
        try {
            phone.reports();
        } catch (UncheckedIOException e) {
            trouble = Optional.of("no connection: keeping what is not held yet");
        }
        int of = walk.points().size();
        int bar = 30 * gone / of;
        screen.progress(
                "  [%s%s] fix %d of %d, %d held by the service %s"
                        .formatted(
                                "#".repeat(bar),
                                ".".repeat(30 - bar),
                                gone,
                                of,
                                phone.stored().size(),
                                trouble.orElse("")));
    }

    private void answer(String alertId, Outcome outcome) {
        if (outcome.acknowledged(Duration.ZERO)) {
            return;
        }
        if (!settings.auto()) {
            screen.say(
                    "  waiting %d s for you to acknowledge on the dashboard, or by the mail's link"
                            .formatted(FOR_A_PERSON.toSeconds()));
            if (outcome.acknowledged(FOR_A_PERSON)) {
                return;
            }
        }
        screen.say("  nobody has answered: the demo's guardian does");
        var guardian =
                Account.of(settings.wire(), DemoAccounts.GUARDIAN, DemoAccounts.PASSWORD).bearer();
        guardian.get("/v1/alerts/" + alertId).ok();
        guardian.post(
                        "/v1/alerts/" + alertId + "/acknowledge",
                        "note",
                        "On my way",
                        "etaMinutes",
                        6)
                .ok();
        var heard = phone.sees(alertId, "ACKNOWLEDGED", Duration.ofSeconds(10));
        screen.say(
                "           the phone hears: %s is coming, in %s min"
                        .formatted(
                                heard.body().path("by").path("name").asText(),
                                heard.text("etaMinutes")));
        outcome.acknowledged(Duration.ofSeconds(5));
    }

    private Fix fix(int index) {
        var point = walk.points().get(index);
        return new Fix(
                0,
                Instant.now(),
                point.lat(),
                point.lon(),
                6 + index % 7,
                point.altitude(),
                walk.speedAt(index),
                Math.max(5, 81 - index / 20));
    }

    static String after(Duration since) {
        return "%8.3f s".formatted(since.toMillis() / 1000.0);
    }
}
