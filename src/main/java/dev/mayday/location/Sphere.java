package dev.mayday.location;

/** The earth as a sphere: good to half a percent, which is finer than a phone's fix. */
public final class Sphere {
    /** Metres of a degree of latitude. */
    public static final double DEGREE = 111_195;

    private static final double RADIUS = 6_371_008.8;

    private Sphere() {}

    /** Along the great circle, whichever way round the world is shorter. */
    public static double metres(double lat1, double lon1, double lat2, double lon2) {
        double up = Math.sin(Math.toRadians(lat2 - lat1) / 2);
        double along = Math.sin(Math.toRadians(lon2 - lon1) / 2);
        double h =
                up * up
                        + Math.cos(Math.toRadians(lat1))
                                * Math.cos(Math.toRadians(lat2))
                                * along
                                * along;
        return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
    }

    /** The direction to set out in, clockwise from true north, 0..360. */
    public static double bearing(double lat1, double lon1, double lat2, double lon2) {
        double turn = Math.toRadians(lon2 - lon1);
        double from = Math.toRadians(lat1);
        double to = Math.toRadians(lat2);
        double east = Math.sin(turn) * Math.cos(to);
        double north =
                Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(turn);
        return (Math.toDegrees(Math.atan2(east, north)) + 360) % 360;
    }
}
