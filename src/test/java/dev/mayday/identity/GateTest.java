package dev.mayday.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mayday.wire.AlertId;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateTest {
    private static final Caller DEVICE = new Caller.Device(new PersonId(Ids.next()), Ids.next());
    private static final Caller LINK =
            new Caller.LinkHolder(Ids.next(), new AlertId(Ids.next()), null);
    private static final Caller ACCOUNT =
            new Caller.Account(new PersonId(Ids.next()), Ids.next(), false);

    @ParameterizedTest
    @ValueSource(strings = {"/v1/device", "/v1/ingest/osmand", "/v1/ingest/button"})
    void aDeviceTokenOpensTheDeviceSocketAndIngest(String path) {
        assertNull(Gate.refusal(DEVICE, path, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/me", "/v1/guardian", "/v1/alerts", "/v1/devices", "/v1/ingestion"})
    void aDeviceTokenOpensNothingElse(String path) {
        assertEquals("not-allowed", Gate.refusal(DEVICE, path, false).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/me", "/v1/device", "/v1/contacts", "/v1/alertsome"})
    void aLinkOpensNoAccount(String path) {
        assertEquals("not-allowed", Gate.refusal(LINK, path, false).code());
    }

    @Test
    void aLinkOpensItsAlertAndTheStream() {
        assertNull(Gate.refusal(LINK, "/v1/guardian", true));
        assertNull(Gate.refusal(LINK, "/v1/alerts/0/acknowledge", false));
    }

    @Test
    void nobodyOpensASocketWithoutAToken() {
        assertEquals(401, Gate.refusal(null, "/v1/guardian", true).status());
        assertNull(Gate.refusal(null, "/v1/users", false));
        assertNull(Gate.refusal(ACCOUNT, "/v1/guardian", true));
        assertNotNull(Gate.refusal(null, "/v1/device", true));
    }
}
