package dev.mayday.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.location.OpenWindows.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlaceRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final DeviceSettings SETTINGS =
            new DeviceSettings() {
                @Override
                public Duration alertEvery() {
                    return Duration.ofSeconds(5);
                }

                @Override
                public Duration sharingEvery() {
                    return Duration.ofSeconds(15);
                }

                @Override
                public int lowBattery() {
                    return 15;
                }

                @Override
                public Duration atATime() {
                    return Duration.ofHours(1);
                }
            };

    @Test
    void anOpenAlertIsMostUrgentAndAskedForAnHourAtATime() {
        var asked = of(false, window("sharing", NOW.plusSeconds(9_000)), window("alert", null));
        assertEquals(Duration.ofSeconds(5), asked.interval());
        assertEquals(NOW.plusSeconds(3_600), asked.until());
    }

    @Test
    void aSharingIsAskedForUntilItsEnd() {
        var asked =
                of(
                        false,
                        window("sharing", NOW.plusSeconds(60)),
                        window("sharing", NOW.plusSeconds(90)));
        assertEquals(Duration.ofSeconds(15), asked.interval());
        assertEquals(NOW.plusSeconds(90), asked.until());
    }

    @Test
    void anAlertThatEndsSoonIsAskedForUntilThen() {
        var asked =
                of(
                        false,
                        window("sharing", NOW.plusSeconds(9_000)),
                        window("alert", NOW.plusSeconds(600)));
        assertEquals(Duration.ofSeconds(5), asked.interval());
        assertEquals(NOW.plusSeconds(600), asked.until());
        assertFalse(asked.isToBeRenewed(NOW.plusSeconds(599), SETTINGS));
        assertTrue(asked.isToBeRenewed(NOW.plusSeconds(600), SETTINGS));
    }

    @Test
    void aLowBatteryIsAskedHalfAsOften() {
        assertEquals(Duration.ofSeconds(10), of(true, window("alert", null)).interval());
        assertEquals(Duration.ofSeconds(30), of(true, window("sharing", NOW)).interval());
    }

    @Test
    void whereNothingIsSharedNothingIsWantedFromNowOn() {
        assertEquals(NOW, of(false).until());
    }

    @Test
    void whereNoEndIsKnownItIsRenewedAtHalfOfItsTime() {
        var first = of(false, window("alert", null));
        var soon = NOW.plusSeconds(1_799);
        assertFalse(again(soon).isNewsAfter(first, soon, SETTINGS));
        var later = NOW.plusSeconds(1_800);
        assertTrue(again(later).isNewsAfter(first, later, SETTINGS));
    }

    @Test
    void anotherEndIsNews() {
        var first = of(false, window("sharing", NOW.plusSeconds(60)));
        assertTrue(
                of(false, window("sharing", NOW.plusSeconds(120)))
                        .isNewsAfter(first, NOW, SETTINGS));
        assertFalse(
                of(false, window("sharing", NOW.plusSeconds(60)))
                        .isNewsAfter(first, NOW, SETTINGS));
        assertTrue(of(false, window("alert", null)).isNewsAfter(first, NOW, SETTINGS));
    }

    private static PlaceRequest again(Instant now) {
        return PlaceRequest.of(List.of(window("alert", null)), false, now, SETTINGS);
    }

    private static PlaceRequest of(boolean low, Window... windows) {
        return PlaceRequest.of(List.of(windows), low, NOW, SETTINGS);
    }

    private static Window window(String kind, @Nullable Instant closes) {
        return new Window(UUID.randomUUID(), kind, NOW.minusSeconds(60), closes, null);
    }
}
