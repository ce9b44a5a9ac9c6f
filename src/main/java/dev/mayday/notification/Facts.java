package dev.mayday.notification;

import dev.mayday.alert.AlertView;
import dev.mayday.notification.Message.Acknowledged;
import dev.mayday.notification.Message.Content;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Expiring;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.Message.StillGoing;
import java.text.BreakIterator;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a message has to say, whatever the channel. */
final class Facts {
    /** From here on a message says how long ago the button was pressed. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private Facts() {}

    /** A letter is about none. */
    static @Nullable AlertView alert(Content content) {
        return switch (content) {
            case Raised raised -> raised.alert();
            case Acknowledged going -> going.alert();
            case StillGoing reminder -> reminder.alert();
            case Expiring expiring -> expiring.alert();
            case Ended ended -> ended.alert();
            case Letter letter -> null;
        };
    }

    /** Where the rest is. */
    static @Nullable String link(Content content) {
        return switch (content) {
            case Raised raised -> raised.link();
            case Acknowledged going -> going.link();
            case StillGoing reminder -> reminder.link();
            case Expiring expiring -> expiring.link();
            case Ended ended -> ended.link();
            case Letter letter -> letter.parameters().get("link");
        };
    }

    static Duration age(Message message, Instant since) {
        return Duration.between(since, message.now());
    }

    static boolean late(Message message, AlertView alert) {
        return age(message, alert.raisedAt()).compareTo(LATE) >= 0;
    }

    /** A ring may give away that somebody called for help. */
    static boolean doNotCall(AlertView alert) {
        return alert.silent() || Boolean.TRUE.equals(alert.duress());
    }

    /** Whether a message warns of calling: not one that says it is over. */
    static boolean warns(Content content) {
        var alert = alert(content);
        return alert != null && !(content instanceof Ended) && doNotCall(alert);
    }

    static String kind(Phrases phrases, AlertView alert) {
        return phrases.say("kind." + alert.kind());
    }

    static String reason(AlertView alert) {
        var end = alert.resolution();
        return switch (alert.state()) {
            case "CANCELLED" -> "cancelled";
            case "EXPIRED" -> "expired";
            default -> end == null ? "safe" : end.reason();
        };
    }

    /** As long as it may be, whole letters only, with all that belongs to them. */
    static String cut(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        int end = text.offsetByCodePoints(0, most - 1);
        var letters = BreakIterator.getCharacterInstance(Locale.ROOT);
        letters.setText(text);
        return text.substring(0, letters.isBoundary(end) ? end : letters.preceding(end)).strip()
                + "…";
    }
}
