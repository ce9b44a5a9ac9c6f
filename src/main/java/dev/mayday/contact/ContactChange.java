package dev.mayday.contact;

import dev.mayday.wire.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a contact; what is absent stays.
 *
 * @param relationship empty: none any more
 * @param channels all that the contact has from now on. One that is there already, by its id or by
 *     its type and address, keeps its state; a new one starts unverified; any other is removed
 */
record ContactChange(
        @Nullable String name,
        @Nullable String relationship,
        @Nullable Integer tier,
        @Nullable String locale,
        @Nullable String timeZone,
        @Nullable Boolean discreet,
        @Nullable List<ChannelForm> channels) {

    ContactChange(
            @Nullable String name,
            @Nullable String relationship,
            @Nullable Integer tier,
            @Nullable String locale,
            @Nullable String timeZone,
            @Nullable Boolean discreet,
            @Nullable List<@Nullable ChannelForm> channels) {
        this.name = name == null ? null : Line.name("name", name);
        this.relationship = relationship == null ? null : Line.of("relationship", relationship);
        this.tier = tier == null ? null : Words.tier(tier);
        this.locale = locale == null ? null : Words.locale(locale);
        this.timeZone = timeZone == null ? null : Words.timeZone(timeZone);
        this.discreet = discreet;
        this.channels = channels == null ? null : ChannelForm.check(channels, true);
    }
}
