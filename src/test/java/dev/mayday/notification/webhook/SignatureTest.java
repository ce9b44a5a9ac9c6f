package dev.mayday.notification.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The signatures were computed from the specification with another language's HMAC. */
class SignatureTest {

    @Test
    void signsIdTimeAndBody() {
        assertEquals(
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                Signature.of(
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1614265330),
                        "{\"test\": 2432232314}"));
    }

    @Test
    void signsTheBytesOfUtf8AndWholeSeconds() {
        assertEquals(
                "v1,c2m1LPYW0iagfdPcufCY67XaydmDI6NTGSVfQZ5y9UM=",
                Signature.of(
                        "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                        "0190c3a1-0000-7000-8000-000000000001",
                        Instant.ofEpochMilli(1795428000999L),
                        "{\"type\":\"alert.raised\",\"note\":\"Grüße\"}"));
    }

    @Test
    void aSecretThatIsNoneIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Signature.of("whsec_!", "id", Instant.EPOCH, "{}"));
    }
}
