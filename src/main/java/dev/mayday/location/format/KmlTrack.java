package dev.mayday.location.format;

import dev.mayday.location.Tracks.Recorded;
import dev.mayday.wire.WireJson;
import dev.mayday.wire.XmlText;
import org.jspecify.annotations.Nullable;

/**
 * KML 2.2: a point with its time for each fix, and behind them, by a second way through the track,
 * the line that joins them.
 */
final class KmlTrack implements TrackText {
    private static final String HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <kml xmlns="http://www.opengis.net/kml/2.2">
            <Document>\
            """;
    private static final String STYLES =
            """

            <Style id="fix"><IconStyle><scale>0.5</scale></IconStyle></Style>
            <Style id="way"><LineStyle><color>ff0000ff</color><width>3</width></LineStyle></Style>
            <Folder><name>fixes</name>
            """;
    private static final String FOOT = "</Document>\n</kml>\n";

    private final Heading heading;
    private int fixes;

    KmlTrack(Heading heading) {
        this.heading = heading;
    }

    @Override
    public void begin(StringBuilder out) {
        out.append(HEAD);
        out.append("<name>").append(XmlText.of(heading.name())).append("</name>");
        if (heading.description() != null) {
            out.append("<description>").append(XmlText.of(heading.description()));
            out.append("</description>");
        }
        out.append(STYLES);
    }

    @Override
    public void fix(StringBuilder out, Recorded recorded) {
        var fix = recorded.fix();
        fixes++;
        out.append("<Placemark><TimeStamp><when>").append(WireJson.format(fix.at()));
        out.append("</when></TimeStamp><styleUrl>#fix</styleUrl><ExtendedData>");
        data(out, "seq", fix.seq());
        data(out, "accuracy", plain(fix.accuracy()));
        data(out, "altitude", plain(fix.altitude()));
        data(out, "speed", plain(fix.speed()));
        data(out, "heading", plain(fix.heading()));
        data(out, "battery", fix.battery());
        data(out, "network", fix.network());
        data(out, "source", fix.source());
        data(out, "receivedAt", WireJson.format(recorded.receivedAt()));
        out.append("</ExtendedData><Point><coordinates>");
        out.append(Plain.of(fix.lon())).append(',').append(Plain.of(fix.lat()));
        if (fix.altitude() != null) {
            out.append(',').append(Plain.of(fix.altitude()));
        }
        out.append("</coordinates></Point></Placemark>\n");
    }

    private static @Nullable String plain(@Nullable Double value) {
        return value == null ? null : Plain.of(value);
    }

    private static void data(StringBuilder out, String name, @Nullable Object value) {
        if (value != null) {
            out.append("<Data name=\"").append(name).append("\"><value>");
            out.append(XmlText.of(value.toString())).append("</value></Data>");
        }
    }

    @Override
    public void end(StringBuilder out) {
        out.append("</Folder>\n");
        if (!hasLine()) {
            out.append(FOOT);
        }
    }

    /** A line has two ends. */
    private boolean hasLine() {
        return fixes > 1;
    }

    @Override
    public @Nullable TrackText then() {
        return hasLine() ? new Line() : null;
    }

    private static final class Line implements TrackText {
        @Override
        public void begin(StringBuilder out) {
            out.append("<Placemark><name>track</name><styleUrl>#way</styleUrl>");
            out.append("<LineString><tessellate>1</tessellate><coordinates>\n");
        }

        @Override
        public void fix(StringBuilder out, Recorded recorded) {
            var fix = recorded.fix();
            out.append(Plain.of(fix.lon())).append(',').append(Plain.of(fix.lat())).append('\n');
        }

        @Override
        public void end(StringBuilder out) {
            out.append("</coordinates></LineString></Placemark>\n").append(FOOT);
        }
    }
}
