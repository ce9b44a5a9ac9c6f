package dev.mayday.notification.sms;

import dev.mayday.notification.Receipt;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an SMSC says of a message that it took. The standard only suggests a form (SMPP 3.4,
 * appendix B), and every maker has a dialect: in the text or in parameters, marked in the esm_class
 * or not, with fields in any order and case.
 *
 * @param id the SMSC's name for the message, as this report has it
 * @param error the network's own code, where it gave one
 */
record DeliveryReport(String id, State state, @Nullable String error) {
    private static final int TYPE = 0x3C;
    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE = 0x20;

    private static final Pattern BEGIN =
            Pattern.compile(
                    "\\s*(?:id|msgid|message[ _]?id|stat(?:us|e)?|sub|dlvrd|submit date|done date|err(?:or)?)\\s*[:=].*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TEXT =
            Pattern.compile("[\\s;,]text\\s*[:=]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = field("id|msgid|message[ _]?id", "[^\\s;,]+");
    private static final Pattern STATE = field("stat(?:us|e)?", "[\\p{L}_]+");
    private static final Pattern ERROR = field("err(?:or)?(?:[ _]?code)?", "[0-9A-Za-z]{1,10}");

    /** Where the message is. */
    enum State {
        ARRIVED,
        LOST,
        /** On its way, or in a state that we have never heard of. */
        OPEN
    }

    /**
     * What the optional parameters say.
     *
     * @param id receipted_message_id
     * @param state message_state
     * @param error network_error_code
     */
    record Tlvs(@Nullable String id, @Nullable Integer state, @Nullable String error) {
        static final Tlvs NONE = new Tlvs(null, null, null);
    }

    /** Whether the esm_class says that this is a report, whatever else it holds. */
    static boolean isMarked(int esmClass) {
        int type = esmClass & TYPE;
        return type == RECEIPT || type == INTERMEDIATE;
    }

    /**
     * @return null where it is none, or one that names no message
     */
    static @Nullable DeliveryReport read(int esmClass, String text, Tlvs tlvs) {
        boolean told =
                isMarked(esmClass)
                        || tlvs.id() != null && tlvs.state() != null
                        || BEGIN.matcher(text).matches();
        if (!told) {
            return null;
        }
        var end = TEXT.matcher(text);
        var head = end.find() ? text.substring(0, end.start()) : text;
        var id = first(tlvs.id(), find(ID, head), find(ID, text));
        var word = first(find(STATE, head), find(STATE, text), null);
        if (id == null || !isMarked(esmClass) && word == null && tlvs.state() == null) {
            return null;
        }
        return new DeliveryReport(
                id, state(word, tlvs.state()), first(find(ERROR, head), tlvs.error(), null));
    }

    /** What is to be recorded; null while nothing is settled. */
    @Nullable Receipt receipt() {
        return switch (state) {
            case ARRIVED -> new Receipt.Arrived();
            case LOST ->
                    new Receipt.Lost(
                            "the network did not deliver it"
                                    + (error == null ? "" : ", error " + error));
            case OPEN -> null;
        };
    }

    /** Of word and number whichever settles it; a word that is there says more than a number. */
    private static State state(@Nullable String word, @Nullable Integer number) {
        var said = word == null ? State.OPEN : state(word);
        return said != State.OPEN || number == null ? said : state(number);
    }

    private static State state(String word) {
        var letters = word.toUpperCase(Locale.ROOT);
        if (letters.startsWith("UNDEL")
                || letters.startsWith("EXPIR")
                || letters.startsWith("DELET")
                || letters.startsWith("REJ")
                || letters.startsWith("FAIL")
                || letters.startsWith("UNKNOW")) {
            return State.LOST;
        }
        return letters.startsWith("DELIV") || letters.startsWith("DLVRD")
                ? State.ARRIVED
                : State.OPEN;
    }

    /** SMPP 3.4, 5.2.28. Of one that it does not know any more nobody can say that it came. */
    private static State state(int number) {
        return switch (number) {
            case 2 -> State.ARRIVED;
            case 3, 4, 5, 7, 8 -> State.LOST;
            default -> State.OPEN;
        };
    }

    private static Pattern field(String names, String value) {
        return Pattern.compile(
                "(?<![\\p{L}\\p{N}_])(?:" + names + ")\\s*[:=]\\s*(" + value + ")",
                Pattern.CASE_INSENSITIVE);
    }

    private static @Nullable String find(Pattern field, String text) {
        var match = field.matcher(text);
        return match.find() ? match.group(1) : null;
    }

    private static @Nullable String first(
            @Nullable String one, @Nullable String two, @Nullable String three) {
        if (one != null && !one.isBlank()) {
            return one.strip();
        }
        return two != null ? two : three;
    }
}
