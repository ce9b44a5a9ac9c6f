package dev.mayday.notification;

import dev.mayday.alert.AlertView;
import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.notification.Message.Content;
import dev.mayday.notification.Message.Raised;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.PersonId;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages to try the senders with. */
public final class Samples {
    public static final Instant PRESSED = Instant.parse("2026-11-23T10:00:00Z");
    public static final UUID DELIVERY = UUID.fromString("0190c3a1-0000-7000-8000-000000000001");
    public static final Whereabouts TOWER =
            new Whereabouts(48.8584, 2.2945, PRESSED.minusSeconds(20), 8.5, 81);

    private Samples() {}

    /** An alert as its guardians see it. */
    public static AlertView alert(
            String name, boolean drill, boolean silent, @Nullable Boolean duress) {
        return new AlertView(
                new AlertId(new UUID(1, 1)),
                new UUID(2, 2),
                "sos",
                "ACTIVE",
                2,
                silent,
                drill,
                PRESSED,
                PRESSED,
                PRESSED,
                "third floor",
                new Raiser(new PersonId(new UUID(3, 3)), name, "+491701234567"),
                null,
                List.of(),
                List.of(),
                null,
                duress);
    }

    public static Raised raised(AlertView alert) {
        return new Raised(alert, TOWER, "https://mayday.example/a/token", false);
    }

    public static Message to(String address, Content content) {
        return at(PRESSED.plusSeconds(1), address, content);
    }

    public static Message at(Instant now, String address, Content content) {
        return in(Locale.ENGLISH, false, now, address, content);
    }

    /** For a reader of that language. */
    public static Message in(Locale locale, boolean discreet, Content content) {
        return in(locale, discreet, PRESSED.plusSeconds(1), "anna@example.org", content);
    }

    public static Message in(
            Locale locale, boolean discreet, Instant now, String address, Content content) {
        return new Message(
                DELIVERY,
                address,
                "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                "Anna",
                locale,
                ZoneId.of("Europe/Paris"),
                now,
                false,
                discreet,
                content);
    }

    public static NotificationSettings settings() {
        return mapping(NotificationSettings.class, "mayday.notification");
    }

    /** Settings as they are, or as given in pairs of name and value. */
    public static <T> T mapping(Class<T> type, String prefix, String... given) {
        var config =
                new SmallRyeConfigBuilder().addDiscoveredConverters().withMapping(type, prefix);
        for (int i = 0; i < given.length; i += 2) {
            config.withDefaultValue(prefix + "." + given[i], given[i + 1]);
        }
        return config.build().getConfigMapping(type, prefix);
    }

    public static Wording wording() {
        return new Wording(settings());
    }
}
