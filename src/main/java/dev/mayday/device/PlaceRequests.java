package dev.mayday.device;

import dev.mayday.clock.MaydayClock;
import dev.mayday.live.Socket;
import dev.mayday.location.Fix;
import dev.mayday.location.OpenWindows.Window;
import dev.mayday.wire.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one phone is asked for: {@code device.request} whenever that is another than before. */
final class PlaceRequests {
    private final Socket socket;
    private final MaydayClock clock;
    private final DeviceSettings settings;
    private List<Window> windows = List.of();
    private boolean lowBattery;
    private Instant batteryAt = Instant.MIN;
    private @Nullable PlaceRequest last;

    PlaceRequests(Socket socket, MaydayClock clock, DeviceSettings settings) {
        this.socket = socket;
        this.clock = clock;
        this.settings = settings;
    }

    /** All that the person shares, as it was read just now. */
    synchronized void shared(List<Window> now) {
        windows = now;
        ask();
    }

    /** One alert of the person's is open, whatever else is. A second one asks for nothing more. */
    synchronized void pressed(UUID alert) {
        if (windows.stream().noneMatch(PlaceRequest::isOpenAlert)) {
            var more = new ArrayList<>(windows);
            more.add(new Window(alert, "alert", Instant.MIN, null, null));
            windows = List.copyOf(more);
            ask();
        }
    }

    /** Each place says how much is left in the battery; the newest counts. */
    synchronized void reported(Fix fix) {
        if (fix.battery() == null || fix.at().isBefore(batteryAt)) {
            return;
        }
        batteryAt = fix.at();
        boolean low = fix.battery() <= settings.lowBattery();
        if (low != lowBattery) {
            lowBattery = low;
            ask();
        }
    }

    /** Whether what is shared must be read again: the last request is over, or nearly. */
    synchronized boolean isDue(Instant now) {
        return last != null && last.isToBeRenewed(now, settings);
    }

    private void ask() {
        var now = clock.now();
        var next = PlaceRequest.of(windows, lowBattery, now, settings);
        if (windows.isEmpty() && (last == null || !last.until().isAfter(now))) {
            last = null; // nothing is wanted, and nothing was
        } else if (last == null || next.isNewsAfter(last, now, settings)) {
            last = windows.isEmpty() ? null : next;
            socket.send(
                    "{\"type\":\"device.request\",\"interval\":"
                            + next.interval().toSeconds()
                            + ",\"until\":\""
                            + WireJson.format(next.until())
                            + "\"}");
        }
    }
}
