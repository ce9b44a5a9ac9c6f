package dev.mayday.location.format;

import dev.mayday.location.Tracks.Recorded;
import dev.mayday.wire.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * CSV (RFC 4180): a header, lines that end in CRLF, nothing between the commas where a value is
 * missing. All columns are numbers and times of ours, which never need quotes.
 */
final class CsvTrack implements TrackText {
    private static final String HEADER =
            "seq,at,lat,lon,accuracy,altitude,speed,heading,battery,receivedAt";
    private static final String NEXT_LINE = "\r\n";

    @Override
    public void begin(StringBuilder out) {
        out.append(HEADER).append(NEXT_LINE);
    }

    @Override
    public void fix(StringBuilder out, Recorded recorded) {
        var fix = recorded.fix();
        if (fix.seq() != null) {
            out.append(fix.seq());
        }
        out.append(',').append(WireJson.format(fix.at()));
        column(out, fix.lat());
        column(out, fix.lon());
        column(out, fix.accuracy());
        column(out, fix.altitude());
        column(out, fix.speed());
        column(out, fix.heading());
        out.append(',');
        if (fix.battery() != null) {
            out.append(fix.battery());
        }
        out.append(',').append(WireJson.format(recorded.receivedAt())).append(NEXT_LINE);
    }

    private static void column(StringBuilder out, @Nullable Double value) {
        out.append(',');
        if (value != null) {
            out.append(Plain.of(value));
        }
    }

    @Override
    public void end(StringBuilder out) {}
}
