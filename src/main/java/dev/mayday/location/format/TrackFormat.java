package dev.mayday.location.format;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.location.Tracks.Recorded;
import io.smallrye.mutiny.Multi;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The forms in which a track leaves, each written while it is read. */
public enum TrackFormat {
    GEOJSON("geojson", "application/geo+json", "application/geo+json"),
    GPX("gpx", "application/gpx+xml", "application/gpx+xml; charset=utf-8"),
    KML(
            "kml",
            "application/vnd.google-earth.kml+xml",
            "application/vnd.google-earth.kml+xml; charset=utf-8"),
    CSV("csv", "text/csv", "text/csv; charset=utf-8; header=present");

    private final String suffix;
    private final String mediaType;
    private final String contentType;

    TrackFormat(String suffix, String mediaType, String contentType) {
        this.suffix = suffix;
        this.mediaType = mediaType;
        this.contentType = contentType;
    }

    /** The end of a file's name, without the dot. */
    public String suffix() {
        return suffix;
    }

    /** What a reader may accept. */
    public String mediaType() {
        return mediaType;
    }

    /** The media type with its parameters, as a header has it. */
    public String contentType() {
        return contentType;
    }

    public static Optional<TrackFormat> ofSuffix(String suffix) {
        return Arrays.stream(values()).filter(one -> one.suffix.equals(suffix)).findFirst();
    }

    public static Optional<TrackFormat> ofMediaType(String mediaType) {
        return Arrays.stream(values()).filter(one -> one.mediaType.equals(mediaType)).findFirst();
    }

    /**
     * The whole document, in UTF-8, a piece for each page that is read.
     *
     * @param track reads the track from its beginning; some forms go through it twice
     */
    public Multi<byte[]> write(
            Heading heading, ObjectMapper json, Supplier<Multi<List<Recorded>>> track) {
        return pass(
                switch (this) {
                    case GEOJSON -> new GeoJsonTrack(json);
                    case GPX -> new GpxTrack(heading);
                    case KML -> new KmlTrack(heading);
                    case CSV -> new CsvTrack();
                },
                track);
    }

    private static Multi<byte[]> pass(TrackText text, Supplier<Multi<List<Recorded>>> track) {
        var begin = Multi.createFrom().item(() -> bytes(text::begin));
        var fixes = track.get().map(page -> bytes(out -> page.forEach(fix -> text.fix(out, fix))));
        var end = Multi.createFrom().item(() -> bytes(text::end));
        return Multi.createBy()
                .concatenating()
                .streams(begin, fixes, end, Multi.createFrom().deferred(() -> then(text, track)))
                .select()
                .where(piece -> piece.length > 0);
    }

    private static Multi<byte[]> then(TrackText text, Supplier<Multi<List<Recorded>>> track) {
        var next = text.then();
        return next == null ? Multi.createFrom().empty() : pass(next, track);
    }

    private static byte[] bytes(Consumer<StringBuilder> writing) {
        var out = new StringBuilder();
        writing.accept(out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
