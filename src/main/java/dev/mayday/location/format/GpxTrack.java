package dev.mayday.location.format;

import dev.mayday.location.Fix;
import dev.mayday.location.Tracks.Recorded;
import dev.mayday.wire.WireJson;
import dev.mayday.wire.XmlText;
import org.jspecify.annotations.Nullable;

/**
 * GPX 1.1: one track of one segment. GPX 1.1 has no speed and no course of its own, so they are in
 * the extension that other programs read (Garmin's TrackPointExtension v2); what nobody else has a
 * name for is in one of ours.
 */
final class GpxTrack implements TrackText {
    private static final String HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <gpx version="1.1" creator="Mayday" xmlns="http://www.topografix.com/GPX/1/1" \
            xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v2" xmlns:mayday="urn:mayday:track">
            """;

    private final Heading heading;

    GpxTrack(Heading heading) {
        this.heading = heading;
    }

    @Override
    public void begin(StringBuilder out) {
        out.append(HEAD).append("<metadata>");
        heading(out);
        out.append("</metadata>\n<trk>");
        heading(out);
        out.append("<trkseg>\n");
    }

    private void heading(StringBuilder out) {
        text(out, "name", heading.name());
        text(out, "desc", heading.description());
    }

    @Override
    public void fix(StringBuilder out, Recorded recorded) {
        var fix = recorded.fix();
        out.append("<trkpt lat=\"").append(Plain.of(fix.lat()));
        // longitudeType ends before 180
        out.append("\" lon=\"").append(Plain.of(fix.lon() == 180 ? -180 : fix.lon())).append("\">");
        number(out, "ele", fix.altitude());
        text(out, "time", WireJson.format(fix.at()));
        text(out, "src", fix.source());
        out.append("<extensions>");
        movement(out, fix);
        if (fix.seq() != null) {
            text(out, "mayday:seq", fix.seq().toString());
        }
        number(out, "mayday:accuracy", fix.accuracy());
        if (fix.battery() != null) {
            text(out, "mayday:battery", fix.battery().toString());
        }
        text(out, "mayday:network", fix.network());
        text(out, "mayday:receivedAt", WireJson.format(recorded.receivedAt()));
        out.append("</extensions></trkpt>\n");
    }

    private static void movement(StringBuilder out, Fix fix) {
        if (fix.speed() == null && fix.heading() == null) {
            return;
        }
        out.append("<gpxtpx:TrackPointExtension>");
        number(out, "gpxtpx:speed", fix.speed());
        var heading = fix.heading();
        // degreesType ends before 360
        number(
                out,
                "gpxtpx:course",
                heading != null && heading == 360 ? Double.valueOf(0) : heading);
        out.append("</gpxtpx:TrackPointExtension>");
    }

    private static void number(StringBuilder out, String element, @Nullable Double value) {
        if (value != null) {
            text(out, element, Plain.of(value));
        }
    }

    private static void text(StringBuilder out, String element, @Nullable String text) {
        if (text != null) {
            out.append('<').append(element).append('>').append(XmlText.of(text));
            out.append("</").append(element).append('>');
        }
    }

    @Override
    public void end(StringBuilder out) {
        out.append("</trkseg></trk>\n</gpx>\n");
    }
}
