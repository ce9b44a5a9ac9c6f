package dev.mayday.contact;

import dev.mayday.wire.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A new contact as a client asks for it.
 *
 * @param tier 1..9, 1 is told first; 1 if absent
 * @param locale BCP 47; the owner's if absent
 * @param timeZone IANA; the owner's if absent
 * @param discreet what can be read over this contact's shoulder says nothing of an emergency; false
 *     if absent
 */
record ContactForm(
        String name,
        @Nullable String relationship,
        @Nullable Integer tier,
        @Nullable String locale,
        @Nullable String timeZone,
        @Nullable Boolean discreet,
        List<ChannelForm> channels) {

    ContactForm(
            @Nullable String name,
            @Nullable String relationship,
            @Nullable Integer tier,
            @Nullable String locale,
            @Nullable String timeZone,
            @Nullable Boolean discreet,
            @Nullable List<@Nullable ChannelForm> channels) {
        this.name = Line.name("name", name);
        this.relationship = relationship == null ? null : Line.of("relationship", relationship);
        this.tier = tier == null ? null : Words.tier(tier);
        this.locale = locale == null ? null : Words.locale(locale);
        this.timeZone = timeZone == null ? null : Words.timeZone(timeZone);
        this.discreet = discreet;
        this.channels = channels == null ? List.of() : ChannelForm.check(channels, false);
    }
}
