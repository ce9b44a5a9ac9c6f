package dev.mayday.local;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A way that somebody went: where they were, and how long after its beginning.
 *
 * @param points in order; {@code since} never goes back
 * @param madeUp why the times are not the recorded ones, or empty if they are
 * @param skipped how many recorded points had no place on Earth and were left out
 */
public record Walk(List<Point> points, Optional<String> madeUp, int skipped) {

    /**
     * @param since how long after the beginning
     * @param lat degrees, WGS 84
     * @param lon degrees, WGS 84
     * @param altitude metres, if known
     */
    public record Point(Duration since, double lat, double lon, Optional<Double> altitude) {}

    /** A point as it was recorded, with whatever its clock said. */
    record Recorded(double lat, double lon, Optional<Double> altitude, Optional<Instant> at) {}

    private static final Instant GPS_BEGAN = Instant.parse("1980-01-06T00:00:00Z");
    private static final double FASTEST = 350; // metres a second: an airliner with the wind
    private static final double WALKING = 1.4; // metres a second
    private static final double DRIVING = 14; // metres a second, about 50 km/h
    private static final double FAR_APART = 60; // metres: nobody walks so far between two fixes
    private static final Duration STANDING = Duration.ofSeconds(5);

    public Walk {
        points = List.copyOf(points);
    }

    /** The times as recorded if they can be real, else made up from the distances. */
    static Walk of(List<Recorded> recorded, int skipped) {
        var doubt = doubt(recorded);
        return new Walk(
                doubt.isEmpty() ? byTheClock(recorded) : byDistance(recorded), doubt, skipped);
    }

    /** How long the whole way took. */
    public Duration takes() {
        return points.isEmpty() ? Duration.ZERO : points.getLast().since();
    }

    /** How far it was, in metres. */
    public double metres() {
        double sum = 0;
        for (int i = 1; i < points.size(); i++) {
            sum += between(points.get(i - 1), points.get(i));
        }
        return sum;
    }

    /** Metres a second on the way to this point; none at the first, or where no time passed. */
    public Optional<Double> speedAt(int index) {
        if (index == 0) {
            return Optional.empty();
        }
        var from = points.get(index - 1);
        var to = points.get(index);
        var seconds = seconds(to.since().minus(from.since()));
        return seconds > 0 ? Optional.of(between(from, to) / seconds) : Optional.empty();
    }

    /** The same way, with each rest cut down to {@code most}: nobody watches a marker sleep. */
    public Walk restingAtMost(Duration most) {
        var brisk = new ArrayList<Point>();
        var saved = Duration.ZERO;
        for (int i = 0; i < points.size(); i++) {
            var point = points.get(i);
            if (i > 0) {
                var rest = point.since().minus(points.get(i - 1).since());
                saved = rest.compareTo(most) > 0 ? saved.plus(rest).minus(most) : saved;
            }
            brisk.add(
                    new Point(
                            point.since().minus(saved),
                            point.lat(),
                            point.lon(),
                            point.altitude()));
        }
        return new Walk(brisk, madeUp, skipped);
    }

    private static Optional<String> doubt(List<Recorded> recorded) {
        if (recorded.stream().anyMatch(point -> point.at().isEmpty())) {
            return Optional.of(
                    recorded.stream().allMatch(point -> point.at().isEmpty())
                            ? "no point has a time"
                            : "some points have no time");
        }
        for (int i = 0; i < recorded.size(); i++) {
            var at = recorded.get(i).at().orElseThrow();
            if (at.isBefore(GPS_BEGAN)) {
                return Optional.of("point " + (i + 1) + " is older than GPS itself");
            }
            if (i > 0 && at.isBefore(recorded.get(i - 1).at().orElseThrow())) {
                return Optional.of("the clock runs backwards at point " + (i + 1));
            }
        }
        return recorded.size() > 1 ? doubtPace(recorded) : Optional.empty();
    }

    private static Optional<String> doubtPace(List<Recorded> recorded) {
        var whole = new Walk(byTheClock(recorded), Optional.empty(), 0);
        if (whole.takes().isZero()) {
            return Optional.of("every point has the same time");
        }
        return whole.metres() / seconds(whole.takes()) > FASTEST
                ? Optional.of("nobody is that fast")
                : Optional.empty();
    }

    private static List<Point> byTheClock(List<Recorded> recorded) {
        return recorded.stream()
                .map(point ->
                        point(
                                point,
                                Duration.between(
                                        recorded.getFirst().at().orElseThrow(),
                                        point.at().orElseThrow())))
                .toList();
    }

    private static List<Point> byDistance(List<Recorded> recorded) {
        var steps = new ArrayList<Double>();
        for (int i = 1; i < recorded.size(); i++) {
            steps.add(
                    between(
                            point(recorded.get(i - 1), Duration.ZERO),
                            point(recorded.get(i), Duration.ZERO)));
        }
        var pace = median(steps) > FAR_APART ? DRIVING : WALKING;
        var points = new ArrayList<Point>();
        var since = Duration.ZERO;
        for (int i = 0; i < recorded.size(); i++) {
            if (i > 0) {
                var millis = Math.round(steps.get(i - 1) / pace * 1000);
                since = since.plus(millis > 0 ? Duration.ofMillis(millis) : STANDING);
            }
            points.add(point(recorded.get(i), since));
        }
        return points;
    }

    private static Point point(Recorded recorded, Duration since) {
        return new Point(since, recorded.lat(), recorded.lon(), recorded.altitude());
    }

    private static double median(List<Double> values) {
        return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double seconds(Duration span) {
        return span.toNanos() / 1e9;
    }

    /** Metres, on a sphere: the half per cent that this is off does not matter to a demo. */
    private static double between(Point a, Point b) {
        double lat = Math.toRadians(b.lat() - a.lat());
        double lon = Math.toRadians(b.lon() - a.lon());
        double h =
                Math.pow(Math.sin(lat / 2), 2)
                        + Math.cos(Math.toRadians(a.lat()))
                                * Math.cos(Math.toRadians(b.lat()))
                                * Math.pow(Math.sin(lon / 2), 2);
        return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(h)));
    }
}
