package dev.mayday.notification.sms;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The octets of a short message that came: its user data header, and its text. */
final class SmsBody {
    private static final int CONCATENATION = 0x00;
    private static final int CONCATENATION_16 = 0x08;

    private SmsBody() {}

    static byte[] withoutHeader(byte[] body) {
        int begin = body.length == 0 ? 0 : 1 + (body[0] & 0xFF);
        return begin > body.length ? body : Arrays.copyOfRange(body, begin, body.length);
    }

    /** Which part of a longer message it is, as its header says; 1 where it says nothing. */
    static int part(byte[] body) {
        int end = body.length == 0 ? 0 : Math.min(body.length, 1 + (body[0] & 0xFF));
        for (int at = 1; at + 1 < end; at += 2 + (body[at + 1] & 0xFF)) {
            int length = body[at + 1] & 0xFF;
            boolean concatenation =
                    body[at] == CONCATENATION && length == 3
                            || body[at] == CONCATENATION_16 && length == 4;
            if (concatenation && at + 1 + length < end) {
                return body[at + 1 + length] & 0xFF;
            }
        }
        return 1;
    }

    /**
     * By its data_coding (SMPP 3.4, 5.2.19, and 3GPP TS 23.038). Some say 0 and mean ISO 8859-1:
     * the default alphabet has no octet above 127.
     */
    static String text(int dataCoding, byte[] body) {
        return switch (alphabet(dataCoding)) {
            case 0 -> isSeptets(body) ? Gsm7.decode(body) : in(StandardCharsets.ISO_8859_1, body);
            case 6 -> in(Charset.forName("ISO-8859-5"), body);
            case 7 -> in(Charset.forName("ISO-8859-8"), body);
            case 8 -> in(StandardCharsets.UTF_16BE, body);
            default -> in(StandardCharsets.ISO_8859_1, body);
        };
    }

    /** What the groups of TS 23.038 mean, in SMPP's own numbers. */
    private static int alphabet(int dataCoding) {
        if (dataCoding < 0x10) {
            return dataCoding;
        }
        int bits = dataCoding >= 0xF0 ? dataCoding & 0x04 : dataCoding & 0x0C;
        return bits == 0x08 ? 8 : bits == 0 ? 0 : 3;
    }

    private static boolean isSeptets(byte[] body) {
        for (byte octet : body) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }

    private static String in(Charset charset, byte[] body) {
        return new String(body, charset);
    }
}
