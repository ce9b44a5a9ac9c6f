package dev.mayday.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTypeTest {

    @ParameterizedTest
    @CsvSource({
        "email, anna@example.org",
        "email, Anna.O'Hara+mayday@mail.example.co.uk",
        "email, demo@mayday.local",
        "email, anna@bücher.example",
        "sms, +4915112345678",
        "voice, +12025550123",
        "webhook, https://hooks.example.org/mayday?key=1",
        "webhook, http://127.0.0.1:8025/hook/1",
        "webhook, https://[2001:db8::1]:8443/"
    })
    void takesWhatCanBeReached(String type, String address) {
        assertTrue(ChannelType.of(type).orElseThrow().fault(address).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "email, anna",
        "email, anna@",
        "email, @example.org",
        "email, a@b@example.org",
        "email, 'Anna <anna@example.org>'",
        "email, 'anna@example.org, ben@example.org'",
        "email, 'anna@example.org\r\nBcc: ben@example.org'",
        "email, anna@example..org",
        "email, .anna@example.org",
        "email, an..na@example.org",
        "email, té@tést.example",
        "email, =?utf-8?q?a?=@test.example",
        "sms, 015112345678",
        "sms, +0123456789",
        "sms, +49 151 12345678",
        "voice, +1234567890123456",
        "webhook, hooks.example.org",
        "webhook, /hook",
        "webhook, ftp://example.org/",
        "webhook, file:///etc/passwd",
        "webhook, https://user:password@example.org/",
        "webhook, https://example.org/#part",
        "webhook, https://example.org:99999/",
        "webhook, 'https://example.org/a b'",
        "push, anything"
    })
    void refusesWhatCannot(String type, String address) {
        assertFalse(ChannelType.of(type).orElseThrow().fault(address).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "sms", "voice", "webhook"})
    void needsAnAddressButForPush(String type) {
        assertFalse(ChannelType.of(type).orElseThrow().fault(null).isEmpty());
        assertTrue(ChannelType.PUSH.fault(null).isEmpty());
    }

    @Test
    void refusesWhatIsTooLong() {
        assertFalse(ChannelType.EMAIL.fault("a".repeat(65) + "@example.org").isEmpty());
        assertFalse(ChannelType.EMAIL.fault("a@" + "b.".repeat(200) + "org").isEmpty());
        assertFalse(ChannelType.WEBHOOK.fault("https://e.org/" + "a".repeat(2000)).isEmpty());
    }

    @Test
    void comparesMailWithoutCaseAndNothingElse() {
        assertEquals(
                ChannelType.EMAIL.key("Anna@Example.org"),
                ChannelType.EMAIL.key("anna@example.org"));
        assertNotEquals(
                ChannelType.WEBHOOK.key("https://e.org/A"),
                ChannelType.WEBHOOK.key("https://e.org/a"));
        assertNotEquals(
                ChannelType.SMS.key("+4915112345678"), ChannelType.VOICE.key("+4915112345678"));
    }
}
