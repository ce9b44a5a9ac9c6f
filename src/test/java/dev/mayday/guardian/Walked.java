package dev.mayday.guardian;

import static dev.mayday.local.Patience.PATIENCE;

import dev.mayday.local.Bearer;
import dev.mayday.local.Download;
import dev.mayday.local.Fix;
import dev.mayday.local.Gpx;
import dev.mayday.local.Guardian;
import dev.mayday.local.Mayday;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Somebody who pressed a while ago, walked the recorded walk, and jumped away once. */
record Walked(Phone anna, Guardian ben, String alert, Instant begin, List<Fix> fixes, Fix jump) {
    static final Path RIVERSIDE = Path.of("src/test/resources/tracks/riverside.gpx");

    static Walked of(Mayday people, String note) throws IOException {
        var anna = people.phone("Anna");
        var ben = people.guardian("Ben").of(anna);
        var begin = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(7_200);
        var points = Gpx.read(RIVERSIDE).points();
        var alert = anna.presses(Press.sos().pressedAt(begin).saying(note)).alertId();
        var fixes = new ArrayList<Fix>();
        for (var point : points) {
            fixes.add(
                    anna.moves(
                            fix(
                                    begin.plus(point.since()),
                                    point.lat(),
                                    point.lon(),
                                    point.altitude())));
        }
        var middle = fixes.get(70);
        var jump =
                anna.moves(
                        fix(
                                middle.at().plusMillis(1_500),
                                middle.lat() + 0.3,
                                middle.lon(),
                                Optional.empty()));
        anna.catchesUp();
        var whole = new Walked(anna, ben, alert, begin, fixes, jump);
        Awaitility.await("all of it is recorded")
                .atMost(PATIENCE)
                .until(() ->
                        whole.file(ben.bearer(), ".csv?raw=true").lines().count()
                                == points.size() + 2);
        return whole;
    }

    private static Fix fix(Instant at, double lat, double lon, Optional<Double> altitude) {
        return new Fix(0, at, lat, lon, 8.5, altitude, Optional.empty(), 81);
    }

    String file(Bearer reader, String suffix) {
        return Download.of(reader, "/v1/alerts/" + alert + "/track" + suffix, "").ok();
    }
}
