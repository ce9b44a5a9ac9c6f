package dev.mayday.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Target.Unfit;
import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void whatIsNotOnThePublicInternetIsRefused(String address) throws Exception {
        assertFalse(AddressGuard.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.0.1.1",
                "198.17.255.255",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "2606:4700:4700::1111",
                "2a00:1450:4001:800::200e"
            })
    void whatIsOnThePublicInternetMayBeCalled(String address) throws Exception {
        assertTrue(AddressGuard.isPublic(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/hook",
                "https://[::1]:8443/hook",
                "http://[::ffff:10.0.0.1]/",
                "http://localhost/",
                "http://2130706433/",
                "http://user:word@1.1.1.1/",
                "ftp://1.1.1.1/",
                "//1.1.1.1/",
                "http:///hook",
                "not a url"
            })
    void noWebhookLeadsInside(String url) {
        assertTrue(assertThrows(Unfit.class, () -> Target.of(url, false)).forGood());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://1.1.1.1", "https://1.1.1.1/", "https://1.1.1.1:443/?"})
    void aPublicOneIsTakenApart(String url) throws Exception {
        var target = Target.of(url, false);

        assertEquals("1.1.1.1", target.host());
        assertEquals(443, target.port());
        assertTrue(target.secure());
        assertTrue(target.path().startsWith("/"));
    }
}
