package dev.mayday.alert.cap;

import dev.mayday.location.Fix;
import dev.mayday.wire.XmlText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Writes a message, its elements in the order of the standard's schema. */
final class CapText {
    private static final int HEADLINE = 160;

    private final CapMessage message;
    private final Wording wording;
    private final StringBuilder out = new StringBuilder(2_000);

    private CapText(CapMessage message) {
        this.message = message;
        this.wording = message.wording();
    }

    static String of(CapMessage message) {
        var text = new CapText(message);
        text.alert();
        return text.out.toString();
    }

    private void alert() {
        var alert = message.alert();
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n");
        element("identifier", message.identifier());
        element("sender", message.sender());
        element("sent", message.sentText());
        element("status", alert.drill() ? "Exercise" : "Actual");
        element("msgType", message.type());
        element("scope", "Private");
        element("addresses", message.addresses());
        element("note", note());
        if (!message.earlier().isEmpty()) {
            element("references", String.join(" ", message.references()));
        }
        info();
        out.append("</alert>\n");
    }

    /** What an exercise is for, or why a message is cancelled. */
    private @Nullable String note() {
        var ended = message.alert().resolution();
        if (message.alert().drill()) {
            return "This is a drill.";
        }
        return ended == null ? null : "It is over: " + ended.reason() + ".";
    }

    private void info() {
        var alert = message.alert();
        out.append("<info>\n");
        element("language", "en");
        element("category", wording.category());
        element("event", wording.event());
        element("responseType", wording.responseType());
        element("urgency", wording.urgency());
        element("severity", wording.severity());
        element("certainty", wording.certainty());
        pair("eventCode", "urn:mayday:kind", alert.kind());
        element("onset", message.onset());
        element("expires", message.expires());
        element("senderName", "Mayday");
        element("headline", headline());
        element("description", alert.note());
        element("instruction", wording.instruction());
        element("contact", Wording.isQuiet(alert) ? null : alert.person().phone());
        pair("parameter", "urn:mayday:state", alert.state());
        pair("parameter", "urn:mayday:version", Integer.toString(alert.version()));
        if (alert.silent()) {
            pair("parameter", "urn:mayday:silent", "true");
        }
        if (Boolean.TRUE.equals(alert.duress())) {
            pair("parameter", "urn:mayday:duress", "true");
        }
        area();
        out.append("</info>\n");
    }

    private String headline() {
        var alert = message.alert();
        var text =
                (alert.drill() ? "Drill: " : "")
                        + wording.event()
                        + (wording.ended() ? " (over): " : ": ")
                        + alert.person().name();
        if (text.length() <= HEADLINE) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(HEADLINE - 2)) ? HEADLINE - 2 : HEADLINE - 1;
        return text.substring(0, end) + '…';
    }

    private void area() {
        var place = message.place();
        if (place == null) {
            return;
        }
        out.append("<area>\n");
        element("areaDesc", description(place));
        element("circle", circle(place));
        out.append("</area>\n");
    }

    private String description(Fix place) {
        return place.accuracy() == null
                ? "Where the phone last was"
                : "Within "
                        + Math.round(Math.ceil(place.accuracy()))
                        + " m of where the phone last was";
    }

    /** Latitude and longitude, and the radius in kilometres; 0 where it is not known. */
    private static String circle(Fix place) {
        var accuracy = place.accuracy();
        var radius =
                accuracy == null
                        ? BigDecimal.ZERO
                        : BigDecimal.valueOf(accuracy)
                                .movePointLeft(3)
                                .setScale(3, RoundingMode.CEILING);
        return plain(BigDecimal.valueOf(place.lat()))
                + ","
                + plain(BigDecimal.valueOf(place.lon()))
                + " "
                + plain(radius);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private void pair(String element, String name, String value) {
        out.append('<').append(element).append('>');
        element("valueName", name);
        element("value", value);
        out.append("</").append(element).append(">\n");
    }

    private void element(String name, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            out.append('<').append(name).append('>').append(XmlText.of(text));
            out.append("</").append(name).append(">\n");
        }
    }
}
