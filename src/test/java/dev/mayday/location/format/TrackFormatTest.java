package dev.mayday.location.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.local.KmlSchema;
import dev.mayday.local.XmlFile;
import dev.mayday.location.Fix;
import dev.mayday.location.Tracks.Recorded;
import dev.mayday.wire.WireJson;
import io.jenetics.jpx.GPX;
import io.jenetics.jpx.Track;
import io.jenetics.jpx.TrackSegment;
import io.jenetics.jpx.WayPoint;
import io.smallrye.mutiny.Multi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each form of a track holds to its standard, whatever people wrote. */
class TrackFormatTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00.250Z");
    private static final Instant RECEIVED = Instant.parse("2026-03-01T10:00:01Z");
    private static final Heading PLAIN = new Heading("sos, Anna", "fell");

    /** Markup, what XML can't hold, half a pair of surrogates, and a character of two. */
    private static final String ANYTHING = "a<b>&\"'\u0000\u0001\u000b\uffff\ud800x\udc00]]>😀\r\n";

    private static final Recorded FULL =
            recorded(new Fix(41L, AT, 48.8584, 2.2945, 8.5, 35.0, 1.4, 270.0, 81, "lte", ANYTHING));
    private static final Recorded BARE =
            recorded(
                    new Fix(
                            null,
                            AT.plusSeconds(5),
                            -0.0000123,
                            180,
                            null,
                            null,
                            null,
                            360.0,
                            null,
                            null,
                            null));

    @Test
    void csvIsTheHeaderAndALineForEachFix() {
        assertEquals(
                """
                seq,at,lat,lon,accuracy,altitude,speed,heading,battery,receivedAt
                41,2026-03-01T10:00:00.250Z,48.8584,2.2945,8.5,35,1.4,270,81,2026-03-01T10:00:01.000Z
                ,2026-03-01T10:00:05.250Z,-0.0000123,180,,,,360,,2026-03-01T10:00:01.000Z
                """
                        .replace("\n", "\r\n"),
                text(TrackFormat.CSV, FULL, BARE));
    }

    @Test
    void geoJsonHasLongitudeFirstAndNothingThatIsMissing() throws Exception {
        var features = new ObjectMapper().readTree(text(TrackFormat.GEOJSON, FULL, BARE));

        assertEquals("FeatureCollection", features.path("type").asText());
        var full = features.path("features").path(0);
        assertEquals("[2.2945,48.8584,35.0]", full.at("/geometry/coordinates").toString());
        assertEquals("2026-03-01T10:00:00.250Z", full.at("/properties/at").asText());
        assertEquals(41, full.at("/properties/seq").asInt());
        var bare = features.path("features").path(1);
        assertEquals(2, bare.at("/geometry/coordinates").size());
        assertEquals(
                List.of("at", "heading", "receivedAt"),
                bare.path("properties").propertyStream().map(one -> one.getKey()).toList());
    }

    @Test
    void gpxHasTheElementsOfAPointInTheOrderOfItsSchema() {
        var gpx = XmlFile.of(text(TrackFormat.GPX, FULL, BARE));

        assertEquals("1.1", gpx.text("/gpx/@version"));
        assertEquals("http://www.topografix.com/GPX/1/1", gpx.namespace());
        assertEquals(List.of("metadata", "trk"), gpx.names("/gpx/*"));
        assertEquals(List.of("name", "desc"), gpx.names("/gpx/metadata/*"));
        assertEquals(List.of("name", "desc", "trkseg"), gpx.names("/gpx/trk/*"));
        assertEquals(List.of("ele", "time", "src", "extensions"), gpx.names("(//trkpt)[1]/*"));
        assertEquals("2026-03-01T10:00:00.250Z", gpx.text("(//trkpt)[1]/time"));
        assertEquals("35", gpx.text("(//trkpt)[1]/ele"));
        assertEquals(List.of("speed", "course"), gpx.names("(//trkpt)[1]//TrackPointExtension/*"));
        assertEquals(List.of("time", "extensions"), gpx.names("(//trkpt)[2]/*"));
    }

    @Test
    void gpxHasNoNumberThatItsTypesExclude() {
        var gpx = XmlFile.of(text(TrackFormat.GPX, BARE));

        assertEquals("-0.0000123", gpx.text("//trkpt/@lat"), "a decimal has no exponent");
        assertEquals("-180", gpx.text("//trkpt/@lon"), "a longitude is below 180");
        assertEquals("0", gpx.text("//course"), "a course is below 360");
    }

    @Test
    void kmlHasAPointWithItsTimeForEachFixAndALineThroughAll() {
        var kml = XmlFile.of(text(TrackFormat.KML, FULL, BARE));

        assertEquals("http://www.opengis.net/kml/2.2", kml.namespace());
        assertEquals(
                List.of("name", "description", "Style", "Style", "Folder", "Placemark"),
                kml.names("/kml/Document/*"));
        assertEquals(
                List.of("TimeStamp", "styleUrl", "ExtendedData", "Point"),
                kml.names("(//Folder/Placemark)[1]/*"));
        assertEquals("2026-03-01T10:00:00.250Z", kml.text("(//TimeStamp)[1]/when"));
        assertEquals("2.2945,48.8584,35", kml.text("(//Point)[1]/coordinates"));
        assertEquals("180,-0.0000123", kml.text("(//Point)[2]/coordinates"));
        assertEquals(
                List.of("2.2945,48.8584", "180,-0.0000123"),
                kml.text("//LineString/coordinates").strip().lines().toList());
        assertEquals("8.5", kml.text("(//Placemark)[1]//Data[@name='accuracy']/value"));
        assertEquals(
                2, kml.names("(//Folder/Placemark)[2]//Data").size(), "what is missing is absent");
    }

    @Test
    void kmlOfASinglePlaceHasNoLine() {
        var kml = XmlFile.of(text(TrackFormat.KML, FULL));

        assertEquals(List.of("Placemark"), kml.names("//Placemark"));
        assertEquals(List.of(), kml.names("//LineString"));
    }

    @ParameterizedTest
    @EnumSource(
            value = TrackFormat.class,
            names = {"GPX", "KML"})
    void xmlIsWellFormedWhateverPeopleWrote(TrackFormat format) {
        var file = XmlFile.of(text(format, new Heading(ANYTHING, ANYTHING), FULL));

        var kept = "a<b>&\"'\ufffd\ufffd\ufffd\ufffd\ufffdx\ufffd]]>😀\r\n";
        assertEquals(
                kept,
                file.text(format == TrackFormat.GPX ? "/gpx/trk/name" : "/kml/Document/name"));
        assertEquals(
                kept,
                file.text(
                        format == TrackFormat.GPX
                                ? "//trkpt/src"
                                : "//Data[@name='source']/value"));
    }

    @Test
    void kmlIsValidByItsSchema() {
        for (var heading : List.of(PLAIN, new Heading("track", null), odd())) {
            assertEquals(List.of(), KmlSchema.faults(text(TrackFormat.KML, heading)));
            assertEquals(List.of(), KmlSchema.faults(text(TrackFormat.KML, heading, FULL)));
            assertEquals(List.of(), KmlSchema.faults(text(TrackFormat.KML, heading, FULL, BARE)));
        }
        var wrong = text(TrackFormat.KML, FULL).replace("<scale>", "<scale>big");
        assertFalse(KmlSchema.faults(wrong).isEmpty());
    }

    /** There is no schema of GPX to be had, but a reader that takes nothing the standard lacks. */
    @Test
    void gpxIsReadByAStrictReader() throws IOException {
        for (var heading : List.of(PLAIN, new Heading("track", null), odd())) {
            assertEquals(0, points(text(TrackFormat.GPX, heading)).size());
            assertEquals(2, points(text(TrackFormat.GPX, heading, FULL, BARE)).size());
        }
        var point = points(text(TrackFormat.GPX, FULL)).getFirst();
        assertEquals(48.8584, point.getLatitude().doubleValue());
        assertEquals(2.2945, point.getLongitude().doubleValue());
        assertEquals(AT, point.getTime().orElseThrow());
        assertEquals(35, point.getElevation().orElseThrow().doubleValue());
        var wrong = text(TrackFormat.GPX, FULL).replace("<ele>", "<high/><ele>");
        assertThrows(IllegalArgumentException.class, () -> points(wrong));
    }

    private static List<WayPoint> points(String gpx) throws IOException {
        return GPX.Reader.of(GPX.Version.V11, GPX.Reader.Mode.STRICT)
                .fromString(gpx)
                .tracks()
                .flatMap(Track::segments)
                .flatMap(TrackSegment::points)
                .toList();
    }

    private static Heading odd() {
        return new Heading(ANYTHING, ANYTHING);
    }

    @ParameterizedTest
    @EnumSource(TrackFormat.class)
    void aTrackWithoutAnyFixIsAWholeDocument(TrackFormat format) throws Exception {
        var text = text(format);
        switch (format) {
            case GPX, KML -> assertEquals(List.of(), XmlFile.of(text).names("//trkpt|//Placemark"));
            case GEOJSON ->
                    assertTrue(new ObjectMapper().readTree(text).path("features").isEmpty());
            case CSV -> assertEquals(1, text.lines().count());
        }
    }

    @ParameterizedTest
    @EnumSource(TrackFormat.class)
    void itIsWrittenAPieceForEachPageThatIsRead(TrackFormat format) {
        var read = new int[1];
        var pages =
                Multi.createFrom()
                        .range(0, 1_000)
                        .onItem()
                        .invoke(() -> read[0]++)
                        .map(page -> List.of(FULL, BARE));
        var subscriber =
                format.write(PLAIN, json(), () -> pages)
                        .subscribe()
                        .withSubscriber(
                                io.smallrye.mutiny.helpers.test.AssertSubscriber.create(10));

        subscriber.awaitItems(10);
        assertTrue(read[0] <= 10, "no more is read than is taken, but " + read[0]);
        assertFalse(subscriber.hasCompleted());
        subscriber.cancel();
    }

    private static String text(TrackFormat format, Recorded... fixes) {
        return text(format, PLAIN, fixes);
    }

    private static String text(TrackFormat format, Heading heading, Recorded... fixes) {
        var out = new ByteArrayOutputStream();
        format.write(heading, json(), () -> Multi.createFrom().items(fixes).map(List::of))
                .subscribe()
                .asStream()
                .forEach(out::writeBytes);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static ObjectMapper json() {
        var json = new ObjectMapper();
        new WireJson().customize(json);
        json.findAndRegisterModules();
        return json;
    }

    private static Recorded recorded(Fix fix) {
        return new Recorded("phone", fix, RECEIVED, 1);
    }
}
