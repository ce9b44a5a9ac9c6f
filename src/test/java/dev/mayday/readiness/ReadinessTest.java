package dev.mayday.readiness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.readiness.Circumstances.Channel;
import dev.mayday.readiness.Circumstances.Contact;
import dev.mayday.readiness.Circumstances.Drill;
import dev.mayday.readiness.Circumstances.Own;
import dev.mayday.readiness.Circumstances.Provider;
import dev.mayday.readiness.Readiness.Check;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Channel MAIL = new Channel("email", "verified");
    private static final Own WELL = new Own(true, true, true, true);

    private static Contact contact(String name, int tier, Channel... channels) {
        return new Contact(name, tier, false, List.of(channels));
    }

    private static Circumstances with(List<Contact> contacts, Provider... providers) {
        return all(contacts, Duration.ofSeconds(40), null, providers);
    }

    private static Circumstances all(
            List<Contact> contacts,
            @Nullable Duration beat,
            @Nullable Drill drill,
            Provider... providers) {
        return new Circumstances(
                NOW,
                WELL,
                contacts,
                Set.of("email", "push", "webhook"),
                List.of(providers),
                beat,
                Duration.ofMinutes(1),
                drill);
    }

    private static Check check(Circumstances now, String code) {
        return Readiness.of(now).checks().stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneContactWithAConfirmedAddressIsEnough() {
        var now = with(List.of(contact("Ben", 1, MAIL)));

        assertTrue(Readiness.of(now).ready());
        assertEquals("Can be reached: Ben.", check(now, "reachable").detail());
        assertEquals("email: not used in the last 15 minutes.", check(now, "providers").detail());
    }

    @Test
    void nobodyToTellIsNotReady() {
        var now = with(List.of());

        assertFalse(Readiness.of(now).ready());
        assertFalse(check(now, "contacts").ok());
        assertFalse(check(now, "reachable").ok());
        assertFalse(check(now, "verified-channels").ok());
    }

    @Test
    void anAddressThatNobodyConfirmedIsNamedByItsContact() {
        var now =
                with(
                        List.of(
                                contact("Ben", 2, MAIL),
                                contact("Carl", 2, new Channel("email", "unverified")),
                                contact("Dora", 2, new Channel("email", "failing")),
                                contact("Emil", 2, new Channel("webhook", "opted-out")),
                                new Contact("Fred", 2, true, List.of(MAIL))));

        assertTrue(Readiness.of(now).ready());
        assertEquals(
                "Without a confirmed address: Carl, Dora, Emil, Fred. No messages wants: Fred.",
                check(now, "verified-channels").detail());
        assertEquals(
                "Messages no longer arrive at an address of: Dora. An address wants no messages any more, of: Emil.",
                check(now, "failing-channels").detail());
        assertFalse(check(now, "first-tier").ok());
    }

    @Test
    void aChannelThatCantBeSentOnReachesNobody() {
        var now = with(List.of(contact("Ben", 1, new Channel("sms", "verified"))));

        assertFalse(Readiness.of(now).ready());
        assertEquals("sms: can't be sent here.", check(now, "providers").detail());
    }

    @Test
    void aBrokenProviderIsSaidAndAnotherOneStandsInForIt() {
        var ben = List.of(contact("Ben", 1, MAIL));
        var broken = new Provider("email", "smtp", 3);
        var backup = new Provider("email", "smtp-backup", 2);

        assertFalse(Readiness.of(with(ben, broken)).ready());
        assertTrue(Readiness.of(with(ben, broken, backup)).ready());
        assertFalse(check(with(ben, broken, backup), "providers").ok());
        assertEquals(
                "email: smtp does not work, smtp-backup works.",
                check(with(ben, broken, backup), "providers").detail());
    }

    @Test
    void anOldHeartbeatIsNotReady() {
        var ben = List.of(contact("Ben", 1, MAIL));

        assertTrue(Readiness.of(all(ben, Duration.ofMinutes(3), null)).ready());
        assertFalse(Readiness.of(all(ben, Duration.ofSeconds(181), null)).ready());
        assertFalse(Readiness.of(all(ben, null, null)).ready());
    }

    @Test
    void theLastDrillSaysWhomItMissedAndGrowsOld() {
        var ben = List.of(contact("Ben", 1, MAIL));
        var beat = Duration.ofSeconds(1);
        var missed = new Drill(NOW.minusSeconds(60), false, List.of("Carl"));
        var old = new Drill(NOW.minus(Duration.ofDays(91)), true, List.of());

        assertFalse(check(with(ben), "drill").ok());
        assertEquals(
                "Your last drill was on 2026-11-25T09:59:00Z and did not reach everybody: Carl.",
                check(all(ben, beat, missed), "drill").detail());
        assertFalse(check(all(ben, beat, old), "drill").ok());
        assertTrue(
                check(all(ben, beat, new Drill(NOW.minusSeconds(60), true, List.of())), "drill")
                        .ok());
    }

    @Test
    void whatIsOnlyAdviceDoesNotDecide() {
        var now =
                new Circumstances(
                        NOW,
                        new Own(false, false, false, false),
                        List.of(contact("Ben", 1, MAIL)),
                        Set.of("email"),
                        List.of(),
                        null,
                        Duration.ZERO,
                        null);

        assertTrue(Readiness.of(now).ready());
        for (var code : List.of("email", "phone", "pins", "drill")) {
            assertFalse(check(now, code).ok(), code);
        }
    }
}
