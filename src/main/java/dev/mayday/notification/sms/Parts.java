package dev.mayday.notification.sms;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text cut into what a network carries: the default alphabet where it can be, else UCS-2; one
 * short message of 160 or 70, or several of 153 or 67 with a header that puts them together again.
 *
 * @param dataCoding 0 for the default alphabet, 8 for UCS-2
 * @param concatenated whether each body begins with such a header
 */
record Parts(byte dataCoding, boolean concatenated, List<byte[]> bodies) {
    static final byte DEFAULT_ALPHABET = 0;
    static final byte UCS2 = 8;
    private static final int SEPTETS = 160;
    private static final int SEPTETS_OF_PART = 153;
    private static final int OCTETS = 140;
    private static final int OCTETS_OF_PART = 134;
    private static final String CUT = "...";

    /** A line break stays; what else can't be seen would cost a message its alphabet. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}&&[^\\n\\r]]");

    Parts {
        bodies = List.copyOf(bodies);
    }

    /**
     * @param reference what the parts of one message have in common; the lower 8 bits count
     * @param most how many parts there may be: the end is cut off where there are more, never the
     *     beginning
     */
    static Parts of(String text, int reference, int most) {
        var seen = UNSEEN.matcher(text).replaceAll(" ");
        var whole = cut(seen);
        int end = seen.length();
        while (whole.size() > most && end > 0) {
            end = Math.max(0, end - 8);
            if (end > 0 && Character.isHighSurrogate(seen.charAt(end - 1))) {
                end--;
            }
            whole = cut(seen.substring(0, end).stripTrailing() + CUT);
        }
        return whole.with(reference);
    }

    int size() {
        return bodies.size();
    }

    private static Parts cut(String text) {
        var septets = Gsm7.encode(text);
        return septets != null
                ? new Parts(
                        DEFAULT_ALPHABET,
                        septets.length > SEPTETS,
                        split(septets, SEPTETS, SEPTETS_OF_PART, Parts::cutsEscape))
                : ucs2(text.getBytes(StandardCharsets.UTF_16BE));
    }

    private static Parts ucs2(byte[] octets) {
        return new Parts(
                UCS2,
                octets.length > OCTETS,
                split(octets, OCTETS, OCTETS_OF_PART, Parts::cutsPair));
    }

    private interface Seam {
        /** How many octets earlier the cut must be. */
        int back(byte[] text, int end);
    }

    private static int cutsEscape(byte[] septets, int end) {
        return septets[end - 1] == Gsm7.ESCAPE ? 1 : 0;
    }

    private static int cutsPair(byte[] octets, int end) {
        char last = (char) ((octets[end - 2] & 0xFF) << 8 | octets[end - 1] & 0xFF);
        return Character.isHighSurrogate(last) ? 2 : 0;
    }

    private static List<byte[]> split(byte[] text, int alone, int part, Seam seam) {
        if (text.length <= alone) {
            return List.of(text);
        }
        var parts = new ArrayList<byte[]>();
        for (int start = 0; start < text.length; ) {
            int end = Math.min(start + part, text.length);
            if (end < text.length) {
                end -= seam.back(text, end);
            }
            parts.add(Arrays.copyOfRange(text, start, end));
            start = end;
        }
        return parts;
    }

    /** Each part with the header of 3GPP TS 23.040, 9.2.3.24.1. */
    private Parts with(int reference) {
        if (!concatenated) {
            return this;
        }
        var headed = new ArrayList<byte[]>();
        for (int i = 0; i < bodies.size(); i++) {
            var body = bodies.get(i);
            var whole = new byte[6 + body.length];
            whole[0] = 5;
            whole[2] = 3;
            whole[3] = (byte) reference;
            whole[4] = (byte) bodies.size();
            whole[5] = (byte) (i + 1);
            System.arraycopy(body, 0, whole, 6, body.length);
            headed.add(whole);
        }
        return new Parts(dataCoding, true, headed);
    }
}
