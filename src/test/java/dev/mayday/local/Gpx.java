package dev.mayday.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads GPX 1.0 and 1.1, as devices and converters really write it: with any namespaces or none,
 * with extensions (which are passed over), tracks in several segments. The points of all tracks; of
 * a file without tracks, those of its routes, else its waypoints.
 */
public final class Gpx {

    private static final List<String> KINDS = List.of("trkpt", "rtept", "wpt");

    private final Map<String, List<Walk.Recorded>> found = new TreeMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private int skipped;

    private Gpx() {}

    /**
     * @throws IOException if the file can't be read, is no XML, or has no point at all
     */
    public static Walk read(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    /**
     * @throws IOException if it can't be read, is no XML, or has no point at all
     */
    public static Walk read(InputStream in) throws IOException {
        var gpx = new Gpx();
        try {
            gpx.readAll(factory().createXMLStreamReader(in));
        } catch (XMLStreamException e) {
            throw new IOException("not a GPX file: " + e.getMessage(), e);
        }
        return KINDS.stream()
                .filter(gpx.found::containsKey)
                .findFirst()
                .map(kind -> Walk.of(gpx.found.get(kind), gpx.skipped))
                .orElseThrow(() -> new IOException("not a GPX file, or one without any point"));
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        // names are compared without their prefix, so that a prefix nobody declared is no error
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    private void readAll(XMLStreamReader xml) throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    var name = plain(xml.getLocalName());
                    if (KINDS.contains(name)) {
                        readPoint(name, xml);
                    } else {
                        open.push(name);
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> open.poll();
                default -> {}
            }
        }
    }

    private void readPoint(String kind, XMLStreamReader xml) throws XMLStreamException {
        var lat = number(xml.getAttributeValue(null, "lat"), 90);
        var lon = number(xml.getAttributeValue(null, "lon"), 180);
        var children = children(xml);
        if (open.contains("extensions")) {
            return;
        }
        if (lat.isEmpty() || lon.isEmpty()) {
            skipped++;
            return;
        }
        found.computeIfAbsent(kind, any -> new ArrayList<>())
                .add(
                        new Walk.Recorded(
                                lat.get(),
                                lon.get(),
                                number(children.get("ele"), 100_000),
                                time(children.get("time"))));
    }

    /** The texts of a point's own elements; not of what is inside them. */
    private static Map<String, String> children(XMLStreamReader xml) throws XMLStreamException {
        var texts = new TreeMap<String, String>();
        var text = new StringBuilder();
        int depth = 1;
        while (depth > 0) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                        text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (depth-- == 2) {
                        texts.put(plain(xml.getLocalName()), text.toString().strip());
                    }
                }
                default -> {}
            }
        }
        return texts;
    }

    private static String plain(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private static Optional<Double> number(String text, double most) {
        try {
            return Optional.ofNullable(text)
                    .map(Double::valueOf)
                    .filter(value -> Math.abs(value) <= most);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** With a zone, or without one (then UTC, as GPX means it); what can't be read is missing. */
    private static Optional<Instant> time(String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException zoneless) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeParseException unreadable) {
                return Optional.empty();
            }
        }
    }
}
