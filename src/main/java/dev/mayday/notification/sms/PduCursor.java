package dev.mayday.notification.sms;

import java.util.Arrays;

/** Goes through the octets of a PDU. Each step past its end throws IndexOutOfBoundsException. */
final class PduCursor {
    private final byte[] pdu;
    private int at;

    PduCursor(byte[] pdu, int at) {
        this.pdu = pdu;
        this.at = at;
    }

    byte[] whole() {
        return pdu;
    }

    int left() {
        return pdu.length - at;
    }

    /** Unsigned, but for one of 4 octets. */
    int number(int octets) {
        int number = 0;
        for (byte octet : octets(octets)) {
            number = number << 8 | octet & 0xFF;
        }
        return number;
    }

    byte[] octets(int count) {
        if (count > left()) {
            throw new IndexOutOfBoundsException("the PDU ends early");
        }
        at += count;
        return Arrays.copyOfRange(pdu, at - count, at);
    }

    /** Up to the zero that ends it. */
    byte[] text() {
        int begin = at;
        while (pdu[at] != 0) {
            at++;
        }
        at++;
        return Arrays.copyOfRange(pdu, begin, at - 1);
    }

    /** The same where the zero may be missing. */
    byte[] textOrRest() {
        int begin = at;
        while (at < pdu.length && pdu[at] != 0) {
            at++;
        }
        int end = at;
        at = Math.min(at + 1, pdu.length);
        return Arrays.copyOfRange(pdu, begin, end);
    }
}
