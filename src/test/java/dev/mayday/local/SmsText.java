package dev.mayday.local;

import java.nio.charset.StandardCharsets;

/**
 * The text of short messages: of the default alphabet what phones in most countries write with
 * (3GPP TS 23.038), written down once more than the service has it, so that neither can be wrong
 * alone.
 */
final class SmsText {

    private static final int UCS2 = 8;
    private static final String[] ROWS = {
        "@£$¥èéùìòÇ\nØø\rÅå",
        "Δ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ",
        " !\"#¤%&'()*+,-./",
        "0123456789:;<=>?",
        "¡ABCDEFGHIJKLMNO",
        "PQRSTUVWXYZÄÖÑÜ§",
        "¿abcdefghijklmno",
        "pqrstuvwxyzäöñüà"
    };

    private SmsText() {}

    static int dataCoding(String text) {
        return text.chars().allMatch(character -> code(character) >= 0) ? 0 : UCS2;
    }

    static byte[] encode(String text) {
        if (dataCoding(text) == UCS2) {
            return text.getBytes(StandardCharsets.UTF_16BE);
        }
        var septets = new byte[text.length()];
        for (int i = 0; i < septets.length; i++) {
            septets[i] = (byte) code(text.charAt(i));
        }
        return septets;
    }

    static String decode(int dataCoding, byte[] octets, int begin) {
        if (dataCoding == UCS2) {
            return new String(octets, begin, octets.length - begin, StandardCharsets.UTF_16BE);
        }
        var text = new StringBuilder();
        for (int i = begin; i < octets.length; i++) {
            int code = octets[i];
            text.append(code == 0x1B ? extended(octets[++i]) : ROWS[code >> 4].charAt(code & 0x0F));
        }
        return text.toString();
    }

    private static char extended(int code) {
        return switch (code) {
            case 0x0A -> '\f';
            case 0x14 -> '^';
            case 0x28 -> '{';
            case 0x29 -> '}';
            case 0x2F -> '\\';
            case 0x3C -> '[';
            case 0x3D -> '~';
            case 0x3E -> ']';
            case 0x40 -> '|';
            case 0x65 -> '€';
            default -> '?';
        };
    }

    private static int code(int character) {
        for (int row = 0; row < ROWS.length; row++) {
            int column = ROWS[row].indexOf(character);
            if (column >= 0) {
                return row << 4 | column;
            }
        }
        return -1;
    }
}
