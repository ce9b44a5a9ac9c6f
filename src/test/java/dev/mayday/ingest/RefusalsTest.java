package dev.mayday.ingest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();
    private final UUID phone = UUID.randomUUID();

    @Test
    void theSameReportIsRefusedTwiceAndThenLetGo() {
        assertFalse(refused(phone, "lat=91"));
        assertFalse(refused(phone, "lat=91"));
        assertTrue(refused(phone, "lat=91"));
        assertTrue(refused(phone, "lat=91"));
    }

    @Test
    void anotherReportIsRefusedAnew() {
        refused(phone, "lat=91");
        refused(phone, "lat=91");
        assertFalse(refused(phone, "lat=92"));
        assertFalse(refused(phone, "lat=91"));
    }

    @Test
    void eachDeviceIsItsOwn() {
        refused(phone, "lat=91");
        refused(phone, "lat=91");
        assertFalse(refused(UUID.randomUUID(), "lat=91"));
    }

    @Test
    void itRemembersNoMoreDevicesThanItCan() {
        refused(phone, "lat=91");
        refused(phone, "lat=91");
        for (int i = 0; i < 10_000; i++) {
            refused(UUID.randomUUID(), "lat=91");
        }
        assertFalse(refused(phone, "lat=91"));
    }

    private boolean refused(UUID device, String query) {
        return refusals.isStuck(device, new OsmAnd(new AppFields(AppRequest.pairs(query))));
    }
}
