package dev.mayday.guardian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Bearer;
import dev.mayday.local.Download;
import dev.mayday.local.Heap;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A track goes out as it is read, however long it is: the service holds a piece of it.
 * (deploy/local/bench export does it with millions of fixes.)
 */
class LongTrackIT {
    private static final int FIXES = 200_000;
    private static final int MIB = 1 << 20;

    /** The reader has taken so much; and then so much more. */
    private static final int BEGUN = 2 * MIB;

    private static final int MORE = 10 * MIB;

    /** What the service does beside it is in its heap, too. */
    private static final int ASIDE = 4 * MIB;

    private static House house;
    private static Bearer anna;
    private static String alert;

    @BeforeAll
    static void walk() {
        house = House.open();
        var phone = house.mayday().phone("Anna");
        anna = phone.bearer();
        alert = phone.presses(Press.sos()).alertId();
        house.database()
                .execute(
                        """
                        INSERT INTO fix (subject_id, at, installation, seq, person_id, received_at, lat, lon, accuracy, altitude,
                                         speed, heading, battery, network, source, log_partition, log_offset)
                        SELECT a.id, a.raised_at + n * interval '100 milliseconds', 'phone', n, a.person_id, a.received_at,
                               48.85 + n * 0.000001, 2.29 + n * 0.000001, 8.5, 35, 1.4, 45, 81, 'lte', 'gps', 0, -n
                        FROM alert a, generate_series(1, %d) n WHERE a.id = '%s'
                        """
                                .formatted(FIXES, alert));
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"geojson", "gpx", "kml", "csv"})
    void ofATrackThatGoesOutTheServiceHoldsAPiece(String form) throws IOException {
        try (var file = Download.stream(anna, "/v1/alerts/" + alert + "/track." + form)) {
            file.skipNBytes(BEGUN);
            var begun = Heap.live(house.service());
            file.skipNBytes(MORE);
            var grown = Heap.live(house.service()) - begun;
            assertTrue(grown < ASIDE, form + " has grown by " + grown);
            assertTrue(file.transferTo(OutputStream.nullOutputStream()) > 0);
        }
    }

    @Test
    void allOfItArrives() throws IOException {
        try (var file = Download.stream(anna, "/v1/alerts/" + alert + "/track.csv?raw=true")) {
            assertEquals(FIXES + 1L, lines(file)); // with the header
        }
    }

    private static long lines(InputStream file) throws IOException {
        long lines = 0;
        var piece = new byte[MIB];
        for (int read = file.read(piece); read >= 0; read = file.read(piece)) {
            for (int i = 0; i < read; i++) {
                lines += piece[i] == '\n' ? 1 : 0;
            }
        }
        return lines;
    }
}
