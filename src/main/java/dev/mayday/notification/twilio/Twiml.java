package dev.mayday.notification.twilio;

import dev.mayday.notification.Calls.Script;
import java.util.Locale;

/** What the provider is to do next in a call, in its own language of XML. */
final class Twiml {
    private static final String BEGIN = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response>";
    private static final String END = "</Response>";
    private static final int TIMES = 3;

    /** One {@code Say} takes 4096 characters. */
    private static final int LONGEST = 3_000;

    private Twiml() {}

    static String nothing() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response/>";
    }

    static String hangUp() {
        return BEGIN + "<Hangup/>" + END;
    }

    /**
     * Says it, and again for whoever did not yet listen; where there is a choice, waits for a key.
     */
    static String begin(Script script, String action) {
        var text = cut(String.join(" ", script.sentences()));
        return script.choice() == null
                ? tell(script.locale(), text, TIMES)
                : ask(script.locale(), text + " " + script.choice(), action);
    }

    /** After a key: what came of it, or once more the choice. */
    static String goOn(Script script, String action) {
        return script.choice() == null
                ? tell(script.locale(), cut(String.join(" ", script.sentences())), 1)
                : ask(script.locale(), script.choice(), action);
    }

    private static String ask(Locale locale, String text, String action) {
        var gather =
                "<Gather input=\"dtmf\" numDigits=\"1\" timeout=\"5\" method=\"POST\" action=\""
                        + escaped(action)
                        + "\">"
                        + say(locale, text)
                        + "</Gather>";
        return BEGIN + gather.repeat(TIMES) + END;
    }

    private static String tell(Locale locale, String text, int times) {
        var say = say(locale, text);
        return BEGIN + say + ("<Pause length=\"1\"/>" + say).repeat(times - 1) + END;
    }

    private static String say(Locale locale, String text) {
        return "<Say language=\"" + language(locale) + "\">" + escaped(text) + "</Say>";
    }

    /** The voice's language as the provider names it. */
    static String language(Locale locale) {
        return switch (locale.getLanguage()) {
            case "de" -> "de-DE";
            case "fr" -> "fr-FR";
            case "es" -> "es-ES";
            case "ar" -> "arb";
            default -> "en-US";
        };
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }

    /** Names and notes are other people's words; what XML can't hold is left out. */
    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(point -> {
                    switch (point) {
                        case '&' -> safe.append("&amp;");
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '"' -> safe.append("&quot;");
                        case '\'' -> safe.append("&apos;");
                        default -> {
                            if (isOfXml(point)) {
                                safe.appendCodePoint(point);
                            }
                        }
                    }
                });
        return safe.toString();
    }

    private static boolean isOfXml(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point <= 0xD7FF
                || point >= 0xE000 && point <= 0xFFFD
                || point >= 0x10000;
    }
}
