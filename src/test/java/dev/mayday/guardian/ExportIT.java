package dev.mayday.guardian;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Bearer;
import dev.mayday.local.Download;
import dev.mayday.local.Fix;
import dev.mayday.local.Gpx;
import dev.mayday.local.Guardian;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.KmlSchema;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import dev.mayday.local.XmlFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out again: the track as a file, and the alert as CAP. */
class ExportIT {
    private static final String ANYTHING = "a<b>&\u0001]]>😀";

    private static House house;
    private static Walked walk;

    @BeforeAll
    static void open() throws IOException {
        house = House.open();
        walk = Walked.of(house.mayday(), ANYTHING);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "geojson, application/geo+json, application/geo+json",
        "gpx, application/gpx+xml, application/gpx+xml; charset=utf-8",
        "kml, application/vnd.google-earth.kml+xml, application/vnd.google-earth.kml+xml; charset=utf-8",
        "csv, text/csv, text/csv; charset=utf-8; header=present"
    })
    void aFormIsHadByItsSuffixAndByAccept(String suffix, String accept, String type) {
        var path = "/v1/alerts/" + walk.alert() + "/track";
        var named = Download.of(walk.ben().bearer(), path + "." + suffix, "image/png");
        var accepted = Download.of(walk.ben().bearer(), path, accept);

        assertEquals(named.ok(), accepted.ok());
        for (var file : List.of(named, accepted)) {
            assertEquals(type, file.type());
            assertEquals(
                    "attachment; filename=\"track-%s.%s\"".formatted(walk.alert(), suffix),
                    file.disposition());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|application/geo+json",
                "*/*|application/geo+json",
                "application/json|application/geo+json",
                "application/*|application/geo+json",
                "text/html, application/gpx+xml;q=0.9, */*;q=0.1|application/gpx+xml",
                "text/csv;q=0.5, application/vnd.google-earth.kml+xml|application/vnd.google-earth.kml+xml"
            })
    void ofWhatIsAcceptedTheBestIsServed(String accept, String type) {
        var file =
                Download.of(walk.ben().bearer(), "/v1/alerts/" + walk.alert() + "/track", accept);

        assertEquals(200, file.status());
        assertEquals(type, file.type().split(";")[0]);
    }

    @Test
    void whatIsNotToBeHadIsNotAcceptable() {
        var refused =
                Download.of(
                        walk.ben().bearer(), "/v1/alerts/" + walk.alert() + "/track", "image/png");

        assertEquals(406, refused.status());
        assertEquals("application/problem+json", refused.type().split(";")[0]);
        assertEquals(
                404,
                Download.of(walk.ben().bearer(), "/v1/alerts/" + walk.alert() + "/track.shp", "")
                        .status());
    }

    @Test
    void aGpxFileComesBackAsItWentInInEachForm() throws IOException {
        var was = Gpx.read(Walked.RIVERSIDE).points();
        var gpx =
                Gpx.read(
                        new ByteArrayInputStream(
                                walk.file(walk.ben().bearer(), ".gpx")
                                        .getBytes(StandardCharsets.UTF_8)));

        assertEquals(was, gpx.points());
        assertEquals(
                places(), places(walk.file(walk.ben().bearer(), ".csv").lines().skip(1)), "CSV");
        var features = Json.read(walk.file(walk.ben().bearer(), ".geojson")).path("features");
        assertEquals(
                places(),
                features.valueStream()
                        .map(one ->
                                Instant.parse(one.at("/properties/at").asText())
                                        + " "
                                        + one.at("/geometry/coordinates/1").asText()
                                        + " "
                                        + one.at("/geometry/coordinates/0").asText())
                        .toList(),
                "GeoJSON");
        var kml = XmlFile.of(walk.file(walk.ben().bearer(), ".kml"));
        var line = kml.text("//LineString/coordinates").strip().lines().toList();
        assertEquals(
                walk.fixes().stream().map(fix -> fix.lon() + "," + fix.lat()).toList(),
                line,
                "KML");
        assertEquals(152, kml.names("//Folder/Placemark").size());
    }

    private static List<String> places() {
        return walk.fixes().stream()
                .map(fix -> fix.at() + " " + fix.lat() + " " + fix.lon())
                .toList();
    }

    private static List<String> places(Stream<String> lines) {
        return lines.map(line -> line.split(","))
                .map(column -> Instant.parse(column[1]) + " " + column[2] + " " + column[3])
                .toList();
    }

    @Test
    void onlyTheRawTrackHoldsWhatCanNotBe() {
        var jump = "," + walk.jump().lat() + ",";

        assertTrue(walk.file(walk.ben().bearer(), ".csv?raw=true").contains(jump));
        assertFalse(walk.file(walk.ben().bearer(), ".csv?raw=false").contains(jump));
    }

    @Test
    void aPartIsWhatLiesBetweenBothTimesAndBeginsWithNoFault() {
        var range = "from=%s&to=%s".formatted(walk.jump().at(), walk.fixes().get(72).at());

        assertEquals(
                walk.fixes().subList(71, 73).stream().map(Fix::at).toList(),
                times(walk.file(walk.ben().bearer(), ".csv?" + range)));
        assertEquals(3, times(walk.file(walk.ben().bearer(), ".csv?raw=true&" + range)).size());
        assertEquals(
                List.of(), times(walk.file(walk.ben().bearer(), ".csv?from=2100-01-01T00:00:00Z")));
    }

    private static List<Instant> times(String csv) {
        return csv.lines().skip(1).map(line -> Instant.parse(line.split(",")[1])).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=yesterday", "to=1", "raw=maybe"})
    void aBadPartIsNamed(String query) {
        var refused = walk.ben().bearer().get("/v1/alerts/" + walk.alert() + "/track?" + query);

        assertEquals("invalid-" + query.split("=")[0], refused.code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/track", "/track.gpx", ".cap.xml"})
    void whoMayNotSeeTheAlertGetsNoFileOfIt(String file) {
        var path = "/v1/alerts/" + walk.alert() + file;
        var stranger = house.mayday().phone("Mallory").bearer();
        var device =
                walk.anna()
                        .bearer()
                        .post("/v1/me/devices", "name", "tracker")
                        .ok()
                        .path("token")
                        .asText();

        var refused = Download.of(stranger, path, "");
        assertEquals(404, refused.status());
        assertEquals(
                refused.text(),
                Download.of(stranger, path.replace(walk.alert(), UUID.randomUUID().toString()), "")
                        .text());
        assertEquals(
                403, Download.of(new Bearer(stranger.wire(), () -> device), path, "").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/track.csv", ".cap.xml"})
    void aLinkOfTheOwnersSeesTheFileUntilItIsRevoked(String file) {
        var link =
                walk.anna()
                        .bearer()
                        .post("/v1/alerts/" + walk.alert() + "/links", "minutes", 5)
                        .ok();
        var token = link.path("url").asText().replaceFirst(".*/", "");
        var session =
                walk.anna()
                        .bearer()
                        .post("/v1/links/" + token + "/session")
                        .ok()
                        .path("accessToken")
                        .asText();
        var guest = new Bearer(walk.anna().bearer().wire(), () -> session);
        var path = "/v1/alerts/" + walk.alert() + file;

        assertEquals(200, Download.of(guest, path, "").status());
        walk.anna().bearer().delete("/v1/links/" + link.path("id").asText()).ok();
        assertTrue(Download.of(guest, path, "").status() >= 400);
    }

    @Test
    void whoTookAFileIsOnRecord() throws IOException {
        var other = house.mayday().guardian("Carl").of(walk.anna());
        Download.of(other.bearer(), "/v1/alerts/" + walk.alert() + "/track.kml", "").ok();

        assertTrue(walk.anna().reads(walk.alert()).viewers().contains("Carl"));
    }

    @Test
    void underDuressTheOwnersFilesAreAsAfterTheRightPin() {
        var free = ended("1234");
        var forced = ended("9999");

        for (var file : List.of("/track.csv?raw=true", "/track.csv", "/track.gpx", ".cap.xml")) {
            assertEquals(masked(free, file), masked(forced, file), file);
        }
        Awaitility.await("the guardian sees where the person is taken")
                .atMost(PATIENCE)
                .until(() ->
                        Download.of(forced.guardian.bearer(), forced.path("/track.csv"), "")
                                .ok()
                                .contains("48.95"));
        var cap =
                XmlFile.of(Download.of(forced.guardian.bearer(), forced.path(".cap.xml"), "").ok());
        assertEquals("Update", cap.text("/alert/msgType"), "for the guardian it goes on");
        assertEquals("true", cap.text("//parameter[valueName='urn:mayday:duress']/value"));
    }

    private record Ended(Phone owner, Guardian guardian, String alert) {
        String path(String file) {
            return "/v1/alerts/" + alert + file;
        }
    }

    private static Ended ended(String pin) {
        var owner = house.mayday().phone("Anna");
        var guardian = house.mayday().guardian("Ben").of(owner);
        owner.account().setPins("1234", "9999");
        var alert = owner.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
        owner.resolves(alert, pin).ok();
        owner.moves(Fix.at(48.95, 2.2945));
        owner.catchesUp();
        return new Ended(owner, guardian, alert);
    }

    private static String masked(Ended ended, String file) {
        return Download.of(ended.owner.bearer(), ended.path(file), "")
                .ok()
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "<id>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+(Z|-00:00)", "<time>");
    }

    @Test
    void anAlertIsFollowedAsCapFromItsFirstMessageToItsCancellation() {
        var anna = house.mayday().phone("Anna");
        var ben = house.mayday().guardian("Ben").of(anna);
        var alert =
                anna.presses(Press.sos().saying(ANYTHING).from(Fix.at(48.8584, 2.2945))).alertId();

        var first = cap(ben, alert);
        assertEquals("Alert", first.text("/alert/msgType"));
        assertEquals("48.8584,2.2945 0.009", first.text("//circle"));
        assertEquals("a<b>&\ufffd]]>😀", first.text("//description"));
        ben.acknowledges(alert, "On my way", 5).ok();
        var second = cap(ben, alert);
        assertEquals("Update", second.text("/alert/msgType"));
        assertTrue(second.text("/alert/references").contains(first.text("/alert/identifier")));
        assertTrue(second.text("/alert/references").endsWith(first.text("/alert/sent")));
        ben.resolves(alert, "helped").ok();
        assertEquals("Cancel", cap(ben, alert).text("/alert/msgType"));
        assertEquals(2, cap(ben, alert).text("/alert/references").split(" ").length);
    }

    private static XmlFile cap(Guardian guardian, String alert) {
        var file = Download.of(guardian.bearer(), "/v1/alerts/" + alert + ".cap.xml", "text/html");
        assertEquals("application/cap+xml; charset=utf-8", file.type());
        return XmlFile.of(file.ok());
    }

    @Test
    void anotherProgramReadsEachFormBack() throws Exception {
        for (var form : List.of("geojson", "gpx", "kml", "csv")) {
            var file = Files.createTempFile(Path.of("target"), "track", "." + form);
            Files.writeString(file, walk.file(walk.ben().bearer(), "." + form));
            var said = ogrinfo(file);

            assertTrue(said.contains("Feature Count: 152"), () -> form + ": " + said);
        }
    }

    @Test
    void theServedKmlIsValidByItsSchema() {
        for (var part : List.of("", "?raw=true", "?from=2100-01-01T00:00:00Z")) {
            var kml = walk.file(walk.ben().bearer(), ".kml" + part);
            assertEquals(List.of(), KmlSchema.faults(kml), part);
        }
    }

    /** GDAL's own reading of the file. deploy/local/test installs it. */
    private static String ogrinfo(Path file) throws Exception {
        var command = new ProcessBuilder("ogrinfo", "-ro", "-al", "-so", file.toString());
        var process = command.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }
}
