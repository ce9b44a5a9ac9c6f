package dev.mayday.notification.sms;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The GSM 7 bit default alphabet with its extension (3GPP TS 23.038, 6.2.1), one septet an octet as
 * SMPP carries it.
 */
final class Gsm7 {
    static final byte ESCAPE = 0x1B;
    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
                    + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";
    private static final byte[] EXTENSION_CODES = {
        0x0A, 0x14, 0x28, 0x29, 0x2F, 0x3C, 0x3D, 0x3E, 0x40, 0x65
    };
    private static final byte[] CODES = codes();

    private Gsm7() {}

    /** The septets; null where a character is in neither table. */
    static byte @Nullable [] encode(String text) {
        var septets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            int code = character < CODES.length ? CODES[character] : -1;
            int extended = EXTENSION.indexOf(character);
            if (extended >= 0) {
                septets.write(ESCAPE);
                septets.write(EXTENSION_CODES[extended]);
            } else if (code >= 0) {
                septets.write(code);
            } else {
                return null;
            }
        }
        return septets.toByteArray();
    }

    /** An escape to what we don't know reads as the basic table has it, as the standard asks. */
    static String decode(byte[] septets) {
        var text = new StringBuilder(septets.length);
        for (int i = 0; i < septets.length; i++) {
            if (septets[i] == ESCAPE) {
                if (++i < septets.length) {
                    text.append(extended(septets[i]));
                }
            } else {
                text.append(BASIC.charAt(septets[i] & 0x7F));
            }
        }
        return text.toString();
    }

    private static char extended(byte code) {
        int at = Arrays.binarySearch(EXTENSION_CODES, code);
        return at >= 0 ? EXTENSION.charAt(at) : BASIC.charAt(code & 0x7F);
    }

    private static byte[] codes() {
        var codes = new byte['Ω' + 1];
        Arrays.fill(codes, (byte) -1);
        for (int code = 0; code < BASIC.length(); code++) {
            if (code != ESCAPE) {
                codes[BASIC.charAt(code)] = (byte) code;
            }
        }
        return codes;
    }
}
