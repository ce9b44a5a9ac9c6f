package dev.mayday.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayday.problem.Refused;
import dev.mayday.wire.PersonId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChannelPlanTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ContactEntity anna =
            new ContactEntity(
                    new Owner(new PersonId(UUID.randomUUID()), "Ben", "en", "UTC"),
                    new ContactForm("Anna", null, null, null, null, null, List.of()),
                    NOW);
    private final ChannelEntity mail = there("email", "anna@example.org");
    private final ChannelEntity hook = there("webhook", "https://example.org/hook");

    @Test
    void whatIsNamedByIdOrAddressStaysAndTheRestGoes() {
        assertEquals(
                new ChannelPlan(Set.of(mail), List.of(hook), List.of()),
                plan(new ChannelForm(mail.id(), null, null)));
        assertEquals(
                new ChannelPlan(Set.of(mail), List.of(hook), List.of()),
                plan(new ChannelForm(null, "email", "ANNA@example.org")));
        assertEquals(
                new ChannelPlan(Set.of(mail, hook), List.of(), List.of()),
                plan(
                        new ChannelForm(mail.id(), "email", "anna@example.org"),
                        new ChannelForm(hook.id(), null, null)));
    }

    @Test
    void anotherAddressIsAnotherChannel() {
        var moved = new ChannelForm(mail.id(), "email", "anna@example.com");

        assertEquals(
                new ChannelPlan(Set.of(hook), List.of(mail), List.of(moved)),
                plan(moved, new ChannelForm(hook.id(), null, null)));
    }

    @Test
    void theSameChannelTwiceIsOne() {
        assertEquals(
                1,
                plan(
                                new ChannelForm(mail.id(), null, null),
                                new ChannelForm(null, "email", "anna@example.org"))
                        .size());
    }

    @Test
    void anEmptyListRemovesAll() {
        assertEquals(new ChannelPlan(Set.of(), List.of(mail, hook), List.of()), plan());
    }

    @Test
    void anIdOfSomethingElseIsRefused() {
        var refused =
                assertThrows(
                        Refused.class,
                        () ->
                                plan(
                                        new ChannelForm(
                                                UUID.randomUUID(), "email", "anna@example.org")));
        assertEquals("invalid-channels", refused.problem().code());
    }

    private ChannelPlan plan(ChannelForm... wanted) {
        return ChannelPlan.of(List.of(mail, hook), List.of(wanted));
    }

    private ChannelEntity there(String type, String address) {
        return new ChannelEntity(
                UUID.randomUUID(),
                anna,
                new ChannelForm(null, type, address),
                ChannelState.VERIFIED,
                NOW);
    }
}
