package dev.mayday.identity;

import io.smallrye.mutiny.Multi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP archive that is written while what goes into it is read. */
final class Zipping {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ZipOutputStream zip = new ZipOutputStream(out);

    private Zipping() {}

    /** The archive of these files, a piece at a time. */
    static Multi<byte[]> of(Multi<HeldFile> files) {
        return Multi.createFrom()
                .deferred(() -> {
                    var zipping = new Zipping();
                    return Multi.createBy()
                            .concatenating()
                            .streams(
                                    files.onItem().transformToMultiAndConcatenate(zipping::file),
                                    Multi.createFrom().item(zipping::end));
                })
                .select()
                .where(piece -> piece.length > 0);
    }

    private Multi<byte[]> file(HeldFile file) {
        return Multi.createBy()
                .concatenating()
                .streams(
                        Multi.createFrom().item(() -> begin(file.name())),
                        file.content().map(this::write),
                        Multi.createFrom().item(this::close));
    }

    private byte[] begin(String name) {
        return done(() -> zip.putNextEntry(new ZipEntry(name)));
    }

    private byte[] write(byte[] piece) {
        return done(() -> zip.write(piece));
    }

    private byte[] close() {
        return done(zip::closeEntry);
    }

    private byte[] end() {
        return done(zip::close);
    }

    private interface Step {
        void run() throws IOException;
    }

    /** What has come out of the archive by that. */
    private byte[] done(Step step) {
        try {
            step.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // it is memory that is written to
        }
        var piece = out.toByteArray();
        out.reset();
        return piece;
    }
}
