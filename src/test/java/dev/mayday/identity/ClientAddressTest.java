package dev.mayday.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class ClientAddressTest {

    @Test
    void oneHomeOfIpv6CountsAsOne() {
        assertEquals(
                ClientAddress.network("2001:db8:1:2:3:4:5:6"),
                ClientAddress.network("2001:db8:1:2::9"));
        assertNotEquals(
                ClientAddress.network("2001:db8:1:2::9"), ClientAddress.network("2001:db8:1:3::9"));
    }

    @Test
    void anAddressOfIpv4CountsForItself() {
        assertEquals("192.0.2.7", ClientAddress.network("192.0.2.7"));
        assertEquals("192.0.2.7", ClientAddress.network("::ffff:192.0.2.7"));
    }

    @Test
    void whatIsNoAddressIsNotLookedUp() {
        assertEquals("unknown", ClientAddress.network("example.org"));
    }
}
