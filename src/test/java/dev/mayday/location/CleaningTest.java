package dev.mayday.location;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Gpx;
import dev.mayday.location.Tracks.Recorded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is cleaned out of a track, and what never is. */
class CleaningTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final double METRE = 1 / 111_195.0; // of latitude, in degrees

    @Test
    void aTrackWithoutFaultsStaysAsItIs() {
        var walk = walk();

        assertEquals(walk, clean(walk));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aJumpAwayAndBackIsTakenOutWhereverItIs(long seed) {
        var random = new Random(seed);
        var walk = walk();
        var faulty = new ArrayList<>(walk);
        int at = 1 + random.nextInt(walk.size() - 2);
        int length = 1 + random.nextInt(3);
        for (int i = 0; i < length; i++) {
            var real = walk.get(at).fix();
            faulty.add(
                    at + 1 + i,
                    fix(real.at().plusMillis(100L * (i + 1)), real.lat() + 0.2, real.lon(), 5.0));
        }

        assertEquals(walk, clean(faulty));
    }

    @Test
    void aJumpWithinWhatAFixSaysOfItselfIsNone() {
        var track =
                List.of(
                        fix(0, 0, 10.0),
                        fix(5, 0, 10.0),
                        fix(10, 900, 300.0), // 350 m/s beyond doubt, but 300 m is its 68 %
                        fix(15, 0, 10.0),
                        fix(20, 0, 10.0));

        assertEquals(track, clean(track));
    }

    @Test
    void whoIsSuddenlyElsewhereAndStaysThereIsBelieved() {
        var track = new ArrayList<Recorded>();
        for (int i = 0; i < 10; i++) {
            track.add(fix(i * 5, i < 5 ? 0 : 80_000, 10.0));
        }

        assertEquals(track, clean(track));
    }

    @Test
    void aWrongFirstFixCostsNoneOfTheOthers() {
        var track = new ArrayList<Recorded>();
        track.add(fix(0, 500_000, 10.0));
        for (int i = 1; i < 50; i++) {
            track.add(fix(i * 5, i * 7, 10.0));
        }

        assertEquals(track, clean(track));
    }

    @Test
    void theFirstAndTheLastFixStayHoweverWrong() {
        var track =
                List.of(
                        fix(0, 70_000, 90_000.0),
                        fix(5, 0, 10.0),
                        fix(10, 0, 10.0),
                        fix(15, 70_000, 90_000.0));

        assertEquals(track, clean(track));
    }

    @Test
    void thePlaceWhereTheButtonWasPressedStaysHoweverWrong() {
        var pressed =
                new Recorded("phone", fix(10, 70_000, 5_000.0).fix(), START.plusSeconds(10), -1);
        var track =
                List.of(
                        fix(0, 0, 10.0),
                        fix(5, 0, 10.0),
                        pressed,
                        fix(15, 0, 10.0),
                        fix(20, 0, 10.0));

        assertEquals(track, clean(track));
    }

    @Test
    void aFixThatSaysNoMoreThanTheTownGoesWhereABetterOneIsNear() {
        var vague = fix(10, 1_500, 3_000.0);
        var far = fix(600, 1_500, 3_000.0);
        var track = List.of(fix(0, 0, 10.0), vague, fix(20, 0, 10.0), far, fix(1_200, 0, 10.0));

        assertEquals(
                List.of(fix(0, 0, 10.0), fix(20, 0, 10.0), far, fix(1_200, 0, 10.0)), clean(track));
    }

    @Test
    void whereAllThatThereIsIsVagueItStays() {
        var track = List.of(fix(0, 0, 3_000.0), fix(10, 900, 2_000.0), fix(20, 0, 3_000.0));

        assertEquals(track, clean(track));
    }

    @Test
    void theSameFixTwiceIsOnce() {
        var other = new Recorded("tracker", fix(5, 30, 10.0).fix(), START, 7);
        var track = List.of(fix(0, 0, 10.0), fix(5, 30, 10.0), other, fix(10, 60, 10.0));

        assertEquals(List.of(fix(0, 0, 10.0), fix(5, 30, 10.0), fix(10, 60, 10.0)), clean(track));
    }

    @Test
    void aPhoneThatStandsStillIsNotTheSameFixTwice() {
        var track = List.of(fix(0, 0, 10.0), fix(5, 0, 10.0), fix(10, 0, 10.0), fix(15, 0, 10.0));

        assertEquals(track, clean(track));
    }

    @Test
    void twoPhonesOfOnePersonMayBeAtTwoPlaces() {
        var track = new ArrayList<Recorded>();
        for (int i = 0; i < 60; i++) {
            var fix = fix(i * 5, i % 2 == 0 ? 0 : 40_000, 10.0);
            track.add(
                    new Recorded(
                            i % 2 == 0 ? "phone" : "watch", fix.fix(), fix.receivedAt(), i + 1));
        }

        assertEquals(track, clean(track));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverComesTheRulesHold(long seed) {
        var track = anything(new Random(seed));
        var cleaned = clean(track);

        assertEquals(cleaned, clean(cleaned), "cleaned again it is the same");
        assertEquals(track.getFirst(), cleaned.getFirst());
        assertEquals(track.getLast(), cleaned.getLast());
        assertTrue(
                cleaned.containsAll(track.stream().filter(Recorded::pressed).toList()),
                "where the button was pressed");
        var order = new ArrayList<>(track);
        order.retainAll(cleaned);
        assertEquals(order, cleaned, "nothing is made up, and the order stays");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void howItIsReadMakesNoDifference(long seed) {
        var random = new Random(seed);
        var track = anything(random);
        var cleaning = new Cleaning();
        var cleaned = new ArrayList<Recorded>();
        for (int from = 0; from < track.size(); ) {
            int to = Math.min(track.size(), from + 1 + random.nextInt(20));
            cleaned.addAll(cleaning.take(track.subList(from, to)));
            from = to;
        }
        cleaned.addAll(cleaning.end());

        assertEquals(clean(track), cleaned);
    }

    @Test
    void howeverDenseATrackIsNoMoreThanSoMuchIsHeld() {
        var cleaning = new Cleaning();
        int out = 0;
        for (int i = 0; i < 10_000; i++) {
            out += cleaning.take(List.of(fix(START.plusMillis(i), 46, 14, 10.0))).size();
            assertTrue(i + 1 - out <= Cleaning.MOST_HELD, "held at " + i);
        }
        assertEquals(10_000, out + cleaning.end().size());
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static List<Recorded> clean(List<Recorded> track) {
        var cleaning = new Cleaning();
        var cleaned = new ArrayList<>(cleaning.take(track));
        cleaned.addAll(cleaning.end());
        return cleaned;
    }

    /** The recorded walk of the test data, with an accuracy such as a phone says. */
    private static List<Recorded> walk() {
        try {
            return Gpx.read(Path.of("src/test/resources/tracks/riverside.gpx")).points().stream()
                    .map(one -> fix(START.plus(one.since()), one.lat(), one.lon(), 8.0))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A walk with faults of every kind, in clusters, of up to three phones. */
    private static List<Recorded> anything(Random random) {
        var track = new ArrayList<Recorded>();
        var at = START;
        double north = 0;
        int count = 2 + random.nextInt(300);
        for (int i = 0; i < count; i++) {
            at =
                    at.plus(
                            Duration.ofMillis(
                                    random.nextInt(random.nextInt(20) == 0 ? 400_000 : 9_000)));
            north += random.nextInt(40);
            double off =
                    switch (random.nextInt(6)) {
                        case 0 -> random.nextInt(50_000);
                        case 1 -> -random.nextInt(5_000);
                        default -> 0;
                    };
            Double accuracy =
                    switch (random.nextInt(6)) {
                        case 0 -> null;
                        case 1 -> 5_000.0 * random.nextDouble();
                        default -> 30 * random.nextDouble();
                    };
            track.add(
                    new Recorded(
                            "phone" + (random.nextInt(4) == 0 ? random.nextInt(3) : 0),
                            fix(at, 46 + (north + off) * METRE, 14, accuracy).fix(),
                            at,
                            random.nextInt(50) == 0 ? -1 : i));
            if (random.nextInt(10) == 0) {
                var twice = track.getLast();
                track.add(new Recorded(twice.installation(), twice.fix(), at, 1_000 + i));
            }
        }
        return track;
    }

    private static Recorded fix(int second, double metresNorth, @Nullable Double accuracy) {
        return fix(START.plusSeconds(second), 46 + metresNorth * METRE, 14, accuracy);
    }

    private static Recorded fix(Instant at, double lat, double lon, @Nullable Double accuracy) {
        return new Recorded(
                "phone",
                new Fix(null, at, lat, lon, accuracy, null, null, null, null, null, null),
                at,
                1);
    }
}
