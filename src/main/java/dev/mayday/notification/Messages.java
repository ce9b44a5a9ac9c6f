package dev.mayday.notification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertReads;
import dev.mayday.alert.AlertSettings;
import dev.mayday.alert.AlertView;
import dev.mayday.alert.Links;
import dev.mayday.clock.MaydayClock;
import dev.mayday.identity.Keys;
import dev.mayday.location.Fix;
import dev.mayday.location.Tracks;
import dev.mayday.notification.Message.Acknowledged;
import dev.mayday.notification.Message.Content;
import dev.mayday.notification.Message.Ended;
import dev.mayday.notification.Message.Expiring;
import dev.mayday.notification.Message.Letter;
import dev.mayday.notification.Message.Raised;
import dev.mayday.notification.Message.StillGoing;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what a claimed delivery says, as it is now and not as it was when it was planned. */
@ApplicationScoped
class Messages {
    private final AlertReads alerts;
    private final Tracks tracks;
    private final Links links;
    private final MaydayClock clock;
    private final AlertSettings settings;
    private final FallbackSettings fallback;
    private final Keys keys;
    private final ObjectMapper json;

    Messages(
            AlertReads alerts,
            Tracks tracks,
            Links links,
            MaydayClock clock,
            AlertSettings settings,
            FallbackSettings fallback,
            Keys keys,
            ObjectMapper json) {
        this.alerts = alerts;
        this.tracks = tracks;
        this.links = links;
        this.clock = clock;
        this.settings = settings;
        this.fallback = fallback;
        this.keys = keys;
        this.json = json;
    }

    Uni<Message> of(Claimed claimed) {
        var parameters = parameters(claimed.parameters());
        var locale = claimed.locale() != null ? claimed.locale() : parameters.get("locale");
        return content(claimed, parameters)
                .map(content ->
                        new Message(
                                claimed.id(),
                                claimed.address() == null ? "" : claimed.address(),
                                secret(claimed),
                                claimed.contactName(),
                                locale == null ? Locale.ENGLISH : Locale.forLanguageTag(locale),
                                zone(claimed.timeZone()),
                                clock.now(),
                                claimed.ofOperator(),
                                claimed.discreet(),
                                content));
    }

    /**
     * What the same reader is to be told at this moment, where time has passed since it was sent:
     * that it is over, or that somebody else is going, in place of what it began with.
     */
    Uni<Message> asNow(Claimed claimed) {
        var id = claimed.alertId();
        if (id == null) {
            return of(claimed);
        }
        return alerts.view(new AlertId(id), false)
                .flatMap(view ->
                        of(view == null ? claimed : claimed.about(purposeNow(claimed, view))));
    }

    private static String purposeNow(Claimed claimed, AlertView alert) {
        var purpose = claimed.purpose();
        return switch (alert.state()) {
            case "PENDING" -> purpose;
            case "ACTIVE" ->
                    purpose.equals(Purpose.EXPIRING) || purpose.equals(Purpose.FALLBACK)
                            ? purpose
                            : Purpose.RAISED;
            case "ACKNOWLEDGED" -> {
                boolean news = purpose.equals(Purpose.ACKNOWLEDGED);
                boolean others = !others(claimed, alert).isEmpty();
                boolean own = others(claimed, alert).size() < alert.acknowledgements().size();
                if (purpose.equals(Purpose.EXPIRING)) {
                    yield purpose;
                }
                yield others && (news || !own)
                        ? Purpose.ACKNOWLEDGED
                        : news ? Purpose.RAISED : purpose;
            }
            default -> Purpose.ENDED;
        };
    }

    private Uni<Content> content(Claimed claimed, Map<String, String> parameters) {
        var id = claimed.alertId();
        if (id == null) {
            return Uni.createFrom().item(new Letter(claimed.purpose(), parameters));
        }
        var alert = new AlertId(id);
        return Uni.combine()
                .all()
                .unis(
                        alerts.view(alert, false)
                                .onItem()
                                .ifNull()
                                .failWith(() -> new IllegalStateException("the alert is gone")),
                        link(alert, claimed),
                        Purpose.tells(claimed.purpose())
                                ? tracks.latest(alert)
                                : Uni.createFrom().<Fix>nullItem())
                .with((view, link, fix) -> content(claimed, view, link, fix));
    }

    private Content content(
            Claimed claimed, AlertView alert, @Nullable String link, @Nullable Fix fix) {
        return switch (claimed.purpose()) {
            case Purpose.ENDED -> new Ended(alert, link);
            case Purpose.ACKNOWLEDGED -> acknowledged(claimed, alert, link);
            case Purpose.REMINDER -> new StillGoing(alert, link);
            case Purpose.EXPIRING ->
                    new Expiring(
                            alert, claimed.createdAt().plus(settings.warnBeforeExpiry()), link);
            default ->
                    new Raised(
                            alert,
                            fix == null ? null : where(fix),
                            link,
                            claimed.purpose().equals(Purpose.FALLBACK));
        };
    }

    /** Whoever said so last, of the others. */
    private static Content acknowledged(Claimed claimed, AlertView alert, @Nullable String link) {
        var others = others(claimed, alert);
        if (others.isEmpty()) {
            throw new IllegalStateException("nobody else is going");
        }
        var last = others.getLast();
        return new Acknowledged(alert, last.name(), last.etaMinutes(), last.note(), link);
    }

    private static List<AlertView.Answer> others(Claimed claimed, AlertView alert) {
        return alert.acknowledgements().stream()
                .filter(answer ->
                        answer.contactId() == null
                                || !answer.contactId().value().equals(claimed.contactId()))
                .toList();
    }

    private Uni<@Nullable String> link(AlertId alert, Claimed claimed) {
        var contact = claimed.contactId();
        var link = claimed.linkId();
        if (link != null) {
            return Uni.createFrom().item(links.url(link));
        }
        return contact == null
                ? Uni.createFrom().nullItem()
                : links.ofContact(alert, new ContactId(contact));
    }

    private static Whereabouts where(Fix fix) {
        return new Whereabouts(fix.lat(), fix.lon(), fix.at(), fix.accuracy(), fix.battery());
    }

    /** Without one of the operator's own, a fallback is signed all the same, by a key of ours. */
    private @Nullable String secret(Claimed claimed) {
        return claimed.ofOperator()
                ? fallback.webhookSecret()
                        .orElseGet(() ->
                                "whsec_"
                                        + Base64.getEncoder()
                                                .encodeToString(keys.key("fallback-webhook")))
                : claimed.secret();
    }

    private Map<String, String> parameters(@Nullable String text) {
        try {
            return text == null ? Map.of() : json.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a letter's parameters can't be read", e);
        }
    }

    /** A zone that this machine does not know must not keep a message from going out. */
    private static ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
