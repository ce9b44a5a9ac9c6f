package dev.mayday.notification.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayday.problem.Refused;
import java.math.BigInteger;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewSubscriptionTest {
    private static final String POINT = base64(P256.point(BigInteger.TEN));
    private static final String AUTH = base64(new byte[16]);

    @Test
    void aBrowsersSubscriptionIsTaken() {
        var given = to(" https://203.0.114.7/send/abc ").requireReachable(false);
        assertEquals("https://203.0.114.7/send/abc", given.endpoint());
        assertEquals(65, given.keys().point().length);
        assertEquals(16, new NewSubscription.Keys(POINT + "=", AUTH + "==").secret().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "http://203.0.114.7/",
                "ftp://203.0.114.7/",
                "https://",
                "https:///a",
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://[::1]/",
                "https://169.254.169.254/latest",
                "https://localhost/",
                "https://user:word@203.0.114.7/",
                "https://203.0.114.7:0/",
                "https://203.0.114.7:70000/",
                "https://203.0.114.7/ä",
                "https://203.0.114.7/a b"
            })
    void anEndpointThatIsNoneOrIsNotPublicIsRefused(String endpoint) {
        assertEquals("invalid-endpoint", code(() -> to(endpoint).requireReachable(false)));
    }

    @Test
    void anEndpointHasAnEnd() {
        var long_ = "https://203.0.114.7/" + "a".repeat(2_000);
        assertEquals("invalid-endpoint", code(() -> to(long_).requireReachable(false)));
    }

    @Test
    void inLocalModeItMayBeOnThisMachine() {
        assertEquals(
                "http://127.0.0.1:8025/push/1",
                to("http://127.0.0.1:8025/push/1").requireReachable(true).endpoint());
    }

    @Test
    void aKeyThatIsNoneIsNamed() {
        assertEquals("invalid-p256dh", code(() -> new NewSubscription.Keys(null, AUTH)));
        assertEquals("invalid-p256dh", code(() -> new NewSubscription.Keys("?", AUTH)));
        assertEquals(
                "invalid-p256dh", code(() -> new NewSubscription.Keys(base64(new byte[65]), AUTH)));
        assertEquals("invalid-auth", code(() -> new NewSubscription.Keys(POINT, null)));
        assertEquals(
                "invalid-auth", code(() -> new NewSubscription.Keys(POINT, base64(new byte[15]))));
        assertEquals(
                "invalid-keys", code(() -> new NewSubscription(null, "https://a.example", null)));
        assertEquals(
                "invalid-expirationTime", code(() -> new NewSubscription(Double.NaN, null, null)));
    }

    private static NewSubscription to(String endpoint) {
        return new NewSubscription(null, endpoint, new NewSubscription.Keys(POINT, AUTH));
    }

    private static String code(Runnable taking) {
        return assertThrows(Refused.class, taking::run).problem().code();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
