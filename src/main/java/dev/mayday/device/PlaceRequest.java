package dev.mayday.device;

import dev.mayday.location.OpenWindows.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * How often places are wanted of a phone, and until when.
 *
 * @param open whether no end is known, and {@code until} just a time at which it is asked again
 */
record PlaceRequest(Duration interval, Instant until, boolean open) {

    /**
     * By the most urgent of what is shared.
     *
     * @param windows all that is open; where there are none nothing is wanted from now on
     */
    static PlaceRequest of(
            List<Window> windows, boolean lowBattery, Instant now, DeviceSettings settings) {
        boolean alert = windows.stream().anyMatch(PlaceRequest::isAlert);
        var every = alert ? settings.alertEvery() : settings.sharingEvery();
        var decisive = windows.stream().filter(window -> isAlert(window) == alert).toList();
        boolean open = decisive.stream().anyMatch(window -> window.closes() == null);
        var until =
                open
                        ? now.plus(settings.atATime())
                        : decisive.stream()
                                .map(Window::closes)
                                .filter(Objects::nonNull)
                                .max(Comparator.naturalOrder())
                                .orElse(now);
        return new PlaceRequest(lowBattery ? every.multipliedBy(2) : every, until, open);
    }

    /** Whether a phone that was asked that must be asked this. */
    boolean isNewsAfter(PlaceRequest last, Instant now, DeviceSettings settings) {
        boolean another = !interval.equals(last.interval) || open != last.open;
        return another || (open ? last.isToBeRenewed(now, settings) : !until.equals(last.until));
    }

    /** It is over, or no end being known soon will be. */
    boolean isToBeRenewed(Instant now, DeviceSettings settings) {
        return !until.isAfter(open ? now.plus(settings.atATime().dividedBy(2)) : now);
    }

    static boolean isOpenAlert(Window window) {
        return isAlert(window) && window.closes() == null;
    }

    private static boolean isAlert(Window window) {
        return window.kind().equals("alert");
    }
}
