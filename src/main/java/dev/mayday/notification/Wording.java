package dev.mayday.notification;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts a message into words, in the language and the time zone of who reads it. */
@ApplicationScoped
public class Wording {
    private static final int LONGEST = 200;
    private static final List<Language> LANGUAGES =
            Phrases.all().stream().map(Phrases::locale).map(Language::of).toList();

    private final Notices notices;
    private final LinkPages pages;

    Wording(NotificationSettings settings) {
        notices = new Notices(settings.mapLink());
        pages = new LinkPages(settings.mapLink());
    }

    /**
     * The message as it may be seen by whoever stands beside its reader: on a lock screen, in a
     * list. For a contact with whom the owner wants to be discreet it only says to open the link.
     */
    public Notice of(Message message) {
        var notice = inFull(message);
        return Discreet.applies(message)
                ? Discreet.of(Phrases.of(message.locale()), message, notice)
                : notice;
    }

    /** All of it, for what only its reader opens. The subject is as discreet as it must be. */
    public Notice inFull(Message message) {
        var phrases = Phrases.of(message.locale());
        var notice = notices.of(phrases, message);
        return Discreet.applies(message) ? Discreet.opening(phrases, message, notice) : notice;
    }

    /**
     * The message as a text message, in one segment where it can be: the link first, so that it is
     * whole whatever is cut, and the rest of what there is to know behind it.
     */
    public String shortText(Message message) {
        return ShortText.of(Phrases.of(message.locale()), message);
    }

    /** The message as it is read out on the telephone. */
    public Spoken spoken(Message message) {
        return Speech.of(Phrases.of(message.locale()), message);
    }

    /** The page behind a link, for whoever has opened it. */
    public LinkPage page(Visit visit) {
        return pages.of(Phrases.of(visit.locale()), visit);
    }

    /**
     * A page of a few words.
     *
     * @param about gone, preview, refused or failed
     */
    public LinkPage.Word word(Locale locale, String about) {
        var phrases = Phrases.of(locale);
        return new LinkPage.Word(
                phrases.locale(),
                phrases.rightToLeft(),
                phrases.say("page." + about),
                phrases.say("page." + about + "-text"));
    }

    /**
     * A language that pages are written in.
     *
     * @param tag BCP 47
     * @param name as those who speak it call it
     */
    public record Language(String tag, String name) {
        static Language of(Locale locale) {
            var name = locale.getDisplayLanguage(locale);
            int second = name.offsetByCodePoints(0, 1);
            return new Language(
                    locale.toLanguageTag(),
                    name.substring(0, second).toUpperCase(locale) + name.substring(second));
        }
    }

    /** All that a reader may choose among. */
    public List<Language> languages() {
        return LANGUAGES;
    }

    /**
     * The language that a browser likes best of those that there are; English where it likes none.
     *
     * @param wanted Accept-Language, whatever it holds
     */
    public Locale understood(@Nullable String wanted) {
        if (wanted == null || wanted.isBlank() || wanted.length() > LONGEST) {
            return Locale.ENGLISH;
        }
        try {
            var there = Phrases.all().stream().map(Phrases::locale).toList();
            var found = Locale.lookup(Locale.LanguageRange.parse(wanted), there);
            return found == null ? Locale.ENGLISH : found;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH; // not a list of languages
        }
    }
}
