package dev.mayday.notification.email;

import dev.mayday.identity.EmailAddress;
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
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

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
        var to =
                EmailAddress.ascii(message.address())
                        .orElseThrow(() -> new IllegalArgumentException("not an address"));
        var notice = wording.inFull(message);
        var mail =
                new MailMessage()
                        .setFrom(from)
                        .setTo(to)
                        .setText(text.render(notice))
                        .setHtml(html.render(notice));
        mail.addHeader("From", sender(from));
        mail.addHeader("To", to);
        mail.addHeader("Subject", HeaderText.of("Subject", subject(notice)));
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

    private static String sender(String from) {
        var sender = new io.vertx.ext.mail.mailencoder.EmailAddress(from);
        var name = HeaderText.of("From", sender.getName());
        return name.equals(sender.getName()) ? from : name + "\r\n <" + sender.getEmail() + ">";
    }

    /** One line, whatever a name holds. */
    static String subject(Notice notice) {
        return BREAKS.matcher(notice.subject()).replaceAll(" ").strip();
    }
}
