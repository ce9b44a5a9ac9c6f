package dev.mayday.notification.email;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Text as the value of a header. The mail client's own encoding tears characters beyond the basic
 * plane apart, ends folded lines without a carriage return, and passes on what only looks encoded.
 */
final class HeaderText {
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7E]*");
    private static final String START = "=?UTF-8?B?";
    private static final String END = "?=";
    private static final int LINE = 76;

    private HeaderText() {}

    /**
     * As it is where it is short and plain, else in encoded words (RFC 2047) of whole characters,
     * on lines of at most 76.
     *
     * @param header whose name stands before it
     * @param text of one line
     */
    static String of(String header, String text) {
        int before = header.length() + 2;
        if (PLAIN.matcher(text).matches()
                && !text.contains("=?")
                && before + text.length() <= LINE) {
            return text;
        }
        var lines = new StringBuilder();
        var word = new ByteArrayOutputStream();
        int room = room(before);
        for (int character : text.codePoints().toArray()) {
            var bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);
            if (word.size() + bytes.length > room) {
                lines.append(encoded(word)).append("\r\n ");
                word.reset();
                room = room(1);
            }
            word.writeBytes(bytes);
        }
        return lines.append(encoded(word)).toString();
    }

    /** Bytes that fit a line of which so much is used up: three make four characters. */
    private static int room(int used) {
        return (LINE - used - START.length() - END.length()) / 4 * 3;
    }

    private static String encoded(ByteArrayOutputStream word) {
        return START + Base64.getEncoder().encodeToString(word.toByteArray()) + END;
    }
}
