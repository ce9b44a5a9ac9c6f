package dev.mayday.wire;

/** What people wrote, as XML 1.0 can hold it. */
public final class XmlText {
    private XmlText() {}

    /**
     * The text for an element or an attribute in double quotes. A character that XML has no way to
     * write (most controls, half a surrogate pair, U+FFFE, U+FFFF) becomes U+FFFD.
     */
    public static String of(String text) {
        var out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\r' -> out.append("&#13;"); // else its reader makes a line feed of it
            default -> out.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
        }
    }

    /** Char of XML 1.0, section 2.2; code points never hold a whole pair of surrogates. */
    private static boolean isAllowed(int c) {
        return c >= 0x20 && c < 0xD800
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000
                || c == '\t'
                || c == '\n';
    }
}
