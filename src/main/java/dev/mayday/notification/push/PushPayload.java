package dev.mayday.notification.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertView;
import dev.mayday.notification.Message;
import dev.mayday.notification.Message.Acknowledged;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Expiring;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.Message.StillGoing;
import dev.mayday.notification.Notice;
import dev.mayday.notification.Wording;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a browser is sent: enough to show a notification without asking anybody. */
@ApplicationScoped
class PushPayload {
    /** In bytes. Push services take 4,096 with the encryption's own; some space is left. */
    static final int MOST = 3_800;

    private final Wording wording;
    private final ObjectMapper json;

    PushPayload(Wording wording, ObjectMapper json) {
        this.wording = wording;
        this.json = json;
    }

    /**
     * @param tag notifications that have the same replace each other
     * @param lang of the words, a BCP 47 tag; {@code dir} how they are to be set
     */
    record Body(
            String type,
            String title,
            String body,
            @Nullable String url,
            @Nullable UUID alertId,
            boolean drill,
            @Nullable String tag,
            String lang,
            String dir) {
        Body cut(int codePoints) {
            int end = body.offsetByCodePoints(0, codePoints);
            return new Body(
                    type,
                    title,
                    body.substring(0, end).stripTrailing() + "…",
                    url,
                    alertId,
                    drill,
                    tag,
                    lang,
                    dir);
        }
    }

    /** The message as JSON of at most {@link #MOST} bytes: its text is cut, never its link. */
    byte[] write(Message message, @Nullable String tag) {
        var whole = body(message, tag);
        var written = json(whole);
        return written.length <= MOST ? written : json(whole.cut(fitting(whole)));
    }

    /** How many characters of the text there is room for. */
    private int fitting(Body whole) {
        int fit = 0;
        int tooMany = whole.body().codePointCount(0, whole.body().length());
        while (tooMany - fit > 1) {
            int half = (fit + tooMany) / 2;
            if (json(whole.cut(half)).length <= MOST) {
                fit = half;
            } else {
                tooMany = half;
            }
        }
        return fit;
    }

    /** The alert that a message is about; a letter is about none. */
    static @Nullable AlertView alert(Message message) {
        return switch (message.content()) {
            case Raised raised -> raised.alert();
            case Acknowledged going -> going.alert();
            case StillGoing reminder -> reminder.alert();
            case Expiring expiring -> expiring.alert();
            case Ended ended -> ended.alert();
            case Letter letter -> null;
        };
    }

    private Body body(Message message, @Nullable String tag) {
        var notice = wording.of(message);
        var alert = alert(message);
        return new Body(
                type(message),
                notice.subject(),
                text(notice),
                notice.action() == null ? null : notice.action().url(),
                alert == null ? null : alert.id().value(),
                alert != null && alert.drill(),
                tag,
                notice.locale().toLanguageTag(),
                notice.direction());
    }

    private static String type(Message message) {
        return switch (message.content()) {
            case Raised raised -> "alert.raised";
            case Acknowledged going -> "alert.acknowledged";
            case StillGoing reminder -> "alert.reminder";
            case Expiring expiring -> "alert.expiring";
            case Ended ended -> "alert.ended";
            case Letter letter -> letter.purpose();
        };
    }

    /** What not to do comes first: it is there however little is shown. */
    private static String text(Notice notice) {
        var lines = new ArrayList<String>();
        if (notice.banner() != null) {
            lines.add(notice.banner());
        }
        if (notice.warning() != null) {
            lines.add(notice.warning());
        }
        notice.lines().stream()
                .map(line -> line.label() == null ? line.text() : line.label() + ": " + line.text())
                .forEach(lines::add);
        return String.join("\n", lines);
    }

    private byte[] json(Body body) {
        try {
            return json.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
