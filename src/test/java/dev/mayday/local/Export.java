package dev.mayday.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;

/** Everything that is held about an account, as its owner gets it. */
public final class Export {
    private Export() {}

    /** Each file by its path in the archive. */
    public static Map<String, String> of(Bearer who) throws IOException {
        var file = Download.of(who, "/v1/me/export", "");
        assertEquals(200, file.status());
        assertEquals("application/zip", file.type());
        assertEquals("attachment; filename=\"mayday-export.zip\"", file.disposition());
        var files = new TreeMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(file.bytes()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var before =
                        files.put(
                                entry.getName(),
                                new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                assertEquals(null, before, entry.getName());
            }
        }
        return files;
    }
}
