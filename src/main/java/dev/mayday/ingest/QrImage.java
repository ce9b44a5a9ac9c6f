package dev.mayday.ingest;

import io.nayuki.qrcodegen.DataTooLongException;
import io.nayuki.qrcodegen.QrCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A QR code as an SVG image in a {@code data:} URL: black on white, with its quiet border. */
final class QrImage {
    private static final int BORDER = 4;

    private QrImage() {}

    /** Null where the text is longer than a code can be. */
    static @Nullable String of(String text) {
        try {
            var svg =
                    svg(
                            QrCode.encodeText(
                                    text, QrCode.Ecc.LOW)); // a better one where it costs nothing
            return "data:image/svg+xml;base64,"
                    + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
        } catch (DataTooLongException e) {
            return null;
        }
    }

    private static String svg(QrCode code) {
        int size = code.size + 2 * BORDER;
        var path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            row(code, y, path);
        }
        return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" shape-rendering="crispEdges">\
        <path fill="#fff" d="M0 0h%1$dv%1$dH0z"/><path stroke="#000" d="%2$s"/></svg>\
        """
                .formatted(size, path);
    }

    /** Each run of black squares is one stroke. */
    private static void row(QrCode code, int y, StringBuilder path) {
        for (int x = 0; x < code.size; x++) {
            int from = x;
            while (code.getModule(x, y)) { // outside the code all is white
                x++;
            }
            if (x > from) {
                path.append('M').append(from + BORDER).append(' ').append(y + BORDER).append(".5h");
                path.append(x - from);
            }
        }
    }
}
