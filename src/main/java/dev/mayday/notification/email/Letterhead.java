package dev.mayday.notification.email;

import dev.mayday.notification.Message;
import dev.mayday.notification.Notice;
import dev.mayday.notification.Wording;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import io.vertx.ext.mail.MailMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lays a message out as a mail: text and HTML, and headers that nobody's name can break out of. */
@ApplicationScoped
class Letterhead {
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s<>(),;:\"\\[\\]\\p{Cntrl}]+@[^\\s<>(),;:\"@\\p{Cntrl}]+");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
    private static final int MAX_SUBJECT = 200;

    private final Wording wording;
    private final Template text;
    private final Template html;
    private final String host;

    Letterhead(
            Wording wording,
            @Location("email.txt") Template text,
            @Location("email.html") Template html,
            @ConfigProperty(name = "mayday.public-url") URI publicUrl) {
        this.wording = wording;
        this.text = text;
        this.html = html;
        this.host = publicUrl.getHost() == null ? "localhost" : publicUrl.getHost();
    }

    /**
     * @param from whom it is from: an address, or {@code Name <address>}
     * @throws IllegalArgumentException if the address is none
     */
    MailMessage write(Message message, String from) {
        if (!ADDRESS.matcher(message.address()).matches()) {
            throw new IllegalArgumentException("not an address");
        }
        var notice = wording.inFull(message);
        var mail =
                new MailMessage(from, message.address(), subject(notice), text.render(notice))
                        .setHtml(html.render(notice));
        // the delivery's id is the message's idempotency key: a mail that goes out twice is one
        // mail
        mail.addHeader("Message-ID", "<" + message.delivery() + "@" + host + ">");
        mail.addHeader("Auto-Submitted", "auto-generated");
        mail.addHeader("Content-Language", notice.locale().toLanguageTag());
        if (notice.urgent()) {
            mail.addHeader("Importance", "high");
            mail.addHeader("X-Priority", "1");
        }
        return mail;
    }

    /** One line, whatever a name holds. */
    static String subject(Notice notice) {
        var line = BREAKS.matcher(notice.subject()).replaceAll(" ").strip();
        return line.length() <= MAX_SUBJECT ? line : line.substring(0, MAX_SUBJECT - 1) + "…";
    }
}
