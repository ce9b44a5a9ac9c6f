package dev.mayday.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpxTest {

    @Test
    void version11IsReadWithItsTimesAndAltitudes() throws IOException {
        var walk =
                read(
                        """
                        <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
                          <metadata><time>2024-05-01T00:00:00Z</time></metadata>
                          <trk><trkseg>
                            <trkpt lat="46.05" lon="14.5"><ele>300.5</ele><time>2024-05-01T10:00:00Z</time></trkpt>
                            <trkpt lat="46.0501" lon="14.5"><time>2024-05-01T10:00:08.500Z</time></trkpt>
                          </trkseg><trkseg>
                            <trkpt lat="46.0502" lon="14.5"><time>2024-05-01T12:00:30+02:00</time></trkpt>
                          </trkseg></trk>
                        </gpx>
                        """);

        assertEquals(Optional.empty(), walk.madeUp());
        assertEquals(3, walk.points().size());
        assertEquals(Optional.of(300.5), walk.points().getFirst().altitude());
        assertEquals(Optional.empty(), walk.points().get(1).altitude());
        assertEquals(Duration.ofMillis(8500), walk.points().get(1).since());
        assertEquals(Duration.ofSeconds(30), walk.takes());
        assertEquals(22, walk.metres(), 0.5);
    }

    @Test
    void version10MayCarrySpeedAndCourseOfItsOwn() throws IOException {
        var walk =
                read(
                        """
                        <?xml version="1.0"?>
                        <gpx version="1.0" xmlns="http://www.topografix.com/GPX/1/0">
                          <wpt lat="1" lon="1"><name>not on the way</name></wpt>
                          <trk><trkseg>
                            <trkpt lat="46" lon="14"><time>2010-08-05T14:23:59Z</time><course>12</course><speed>1.2</speed></trkpt>
                            <trkpt lat="46.001" lon="14"><time>2010-08-05T14:25:08Z</time><course>12</course><speed>1.2</speed></trkpt>
                          </trkseg></trk>
                        </gpx>
                        """);

        assertEquals(Optional.empty(), walk.madeUp());
        assertEquals(2, walk.points().size());
        assertEquals(Duration.ofSeconds(69), walk.takes());
    }

    @Test
    void extensionsArePassedOverWhateverTheyHold() throws IOException {
        var walk =
                read(
                        """
                        <g:gpx xmlns:g="http://www.topografix.com/GPX/1/1">
                          <g:trk><g:extensions><x:trkpt lat="9" lon="9"/></g:extensions><g:trkseg>
                            <g:trkpt lat="46" lon="14"><g:time>2024-05-01T10:00:00Z</g:time>
                              <g:extensions><ns3:TrackPointExtension><ns3:time>1901-01-01T00:00:00Z</ns3:time>
                                <ns3:ele>9</ns3:ele></ns3:TrackPointExtension></g:extensions></g:trkpt>
                            <g:trkpt lat="46.001" lon="14"><g:time>2024-05-01T10:01:00Z</g:time></g:trkpt>
                          </g:trkseg></g:trk>
                        </g:gpx>
                        """);

        assertEquals(Optional.empty(), walk.madeUp());
        assertEquals(2, walk.points().size());
        assertEquals(Optional.empty(), walk.points().getFirst().altitude());
        assertEquals(Duration.ofMinutes(1), walk.takes());
    }

    @Test
    void noNamespaceAtAllIsFine() throws IOException {
        assertEquals(
                1,
                read("<gpx><trk><trkseg><trkpt lat='1' lon='2'/></trkseg></trk></gpx>")
                        .points()
                        .size());
    }

    @Test
    void aRouteOrWaypointsStandInForATrack() throws IOException {
        assertEquals(
                2,
                read("<gpx><wpt lat='9' lon='9'/><rte><rtept lat='1' lon='1'/><rtept lat='1' lon='2'/></rte></gpx>")
                        .points()
                        .size());
        assertEquals(1, read("<gpx><wpt lat='9' lon='9'/></gpx>").points().size());
    }

    @ParameterizedTest
    @CsvSource({
        "1901-12-13T20:45:52.207Z, 1901-12-13T20:45:53Z, point 1 is older than GPS itself",
        "2024-05-01T10:01:00Z, 2024-05-01T10:00:00Z, the clock runs backwards at point 2",
        "2024-05-01T10:00:00Z, 2024-05-01T10:00:00Z, every point has the same time",
        "2024-05-01T10:00:00Z, 2024-05-01T10:00:00.001Z, nobody is that fast",
        "2024-05-01T10:00:00Z, yesterday, some points have no time",
        "'', '', no point has a time",
    })
    void aClockThatCannotBeRightIsNotBelieved(String first, String second, String why)
            throws IOException {
        var walk =
                read(
                        "<gpx><trk><trkseg>"
                                + "<trkpt lat='46' lon='14'><time>%s</time></trkpt>"
                                        .formatted(first)
                                + "<trkpt lat='46.0001' lon='14'><time>%s</time></trkpt>"
                                        .formatted(second)
                                + "</trkseg></trk></gpx>");

        assertEquals(Optional.of(why), walk.madeUp());
        assertEquals(1.4, walk.speedAt(1).orElseThrow(), 0.01);
    }

    @Test
    void madeUpTimesGoAtTheSpeedOfACarWhereFixesAreFarApart() throws IOException {
        var walk =
                read(
                        "<gpx><trk><trkseg><trkpt lat='46' lon='14'/><trkpt lat='46.002' lon='14'/>"
                                + "<trkpt lat='46.002' lon='14'/><trkpt lat='46.004' lon='14'/></trkseg></trk></gpx>");

        assertEquals(14, walk.speedAt(1).orElseThrow(), 0.1);
        assertEquals(
                Duration.ofSeconds(5),
                walk.points().get(2).since().minus(walk.points().get(1).since()));
    }

    @Test
    void aPointThatIsNowhereIsLeftOutAndCounted() throws IOException {
        var walk =
                read(
                        "<gpx><trk><trkseg><trkpt lat='46' lon='14'/><trkpt lat='NaN' lon='14'/><trkpt lon='14'/>"
                                + "<trkpt lat='46' lon='200'/><trkpt lat='x' lon='14'/></trkseg></trk></gpx>");

        assertEquals(1, walk.points().size());
        assertEquals(4, walk.skipped());
    }

    @Test
    void aLongRestIsCutShort() throws IOException {
        var walk =
                read("""
                <gpx><trk><trkseg>
                  <trkpt lat="46" lon="14"><time>2024-05-01T10:00:00Z</time></trkpt>
                  <trkpt lat="46.001" lon="14"><time>2024-05-01T10:01:00Z</time></trkpt>
                  <trkpt lat="46.002" lon="14"><time>2024-05-02T10:01:00Z</time></trkpt>
                  <trkpt lat="46.003" lon="14"><time>2024-05-02T10:02:00Z</time></trkpt>
                </trkseg></trk></gpx>
                """)
                        .restingAtMost(Duration.ofMinutes(2));

        assertEquals(Duration.ofMinutes(4), walk.takes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no xml", "<gpx>", "<gpx/>", "<gpx><trk/></gpx>", "{\"lat\":1}"})
    void whatIsNoTrackSaysSo(String text) {
        var refused = assertThrows(IOException.class, () -> read(text));
        assertTrue(refused.getMessage().startsWith("not a GPX file"), refused.getMessage());
    }

    @Test
    void noFileOfOursIsReadThroughAnEntity() {
        assertThrows(
                IOException.class,
                () ->
                        read(
                                "<!DOCTYPE gpx [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
                                        + "<gpx><wpt lat='1' lon='1'><name>&e;</name></wpt></gpx>"));
    }

    private static Walk read(String text) throws IOException {
        return Gpx.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
