package dev.mayday.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayday.problem.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpTest {
    private static final String PASSWORD = "correct horse";

    private static SignUp of(String email, String name, String password) {
        return new SignUp(email, name, password, null, null, null);
    }

    private static String refusal(org.junit.jupiter.api.function.Executable making) {
        return assertThrows(Refused.class, making).problem().code();
    }

    @Test
    void whatIsLeftOutHasADefault() {
        var anna = of("anna@example.org", "  Anna ", PASSWORD);
        assertEquals("Anna", anna.name());
        assertEquals("en", anna.locale());
        assertEquals("UTC", anna.timeZone());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@localhost",
                "anna.maria+mayday@mail.example.org",
                "o'neill@example.org",
                "joerg@bücher.example",
                "{!#$%&'*+-/?=^_`|}~@example.org"
            })
    void anAddressThatMailServersTakeIsTaken(String email) {
        assertEquals(email, of(email, "Anna", PASSWORD).email());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "anna",
                "@example.org",
                "anna@",
                "anna@@example.org",
                "anna@example..org",
                "anna@-example.org",
                "an na@example.org",
                "anna@example.org\r\nBcc: all@example.org",
                "Anna <anna@example.org>",
                ".anna@example.org",
                "anna.@example.org",
                "an..na@example.org",
                "jörg@example.org",
                "=?utf-8?q?anna?=@example.org",
                "anna@straße.example",
                "anna@ελλάς.example",
                "anna@an\u200Dna.example",
                "anna@example.org."
            })
    void anotherAddressIsRefused(String email) {
        assertEquals("invalid-email", refusal(() -> of(email, "Anna", PASSWORD)));
    }

    @Test
    void aDomainInOtherLettersGoesOutAsMailServersKnowIt() {
        assertEquals("a.B@xn--bcher-kva.example", EmailAddress.ascii("a.B@Bücher.example").get());
        assertEquals("a@Example.org", EmailAddress.ascii("a@Example.org").get());
        assertEquals(
                "a@xn--bcher-kva.example", EmailAddress.ascii("a@xn--bcher-kva.example").get());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "seven77", "password1", "PassWord123", "12345678", "maydaymayday"})
    void aShortOrCommonPasswordIsRefused(String password) {
        assertEquals("invalid-password", refusal(() -> of("a@example.org", "Anna", password)));
    }

    @Test
    void aPasswordIsTheSameFromEveryKeyboard() {
        var composed = "caf\u00e9 au lait";
        var decomposed = "cafe\u0301 au lait";
        assertEquals(new Password(composed), new Password(decomposed));
        assertEquals(new Password(composed).text(), Password.normal(decomposed));
    }

    @Test
    void aPasswordOfMoreThan1000BytesIsRefused() {
        assertEquals("invalid-password", refusal(() -> new Password("é".repeat(501))));
    }

    @Test
    void aFieldThatIsWrongIsNamed() {
        assertEquals("invalid-name", refusal(() -> of("a@example.org", " ", PASSWORD)));
        assertEquals("invalid-name", refusal(() -> of("a@example.org", "\uFEFF", PASSWORD)));
        assertEquals("invalid-name", refusal(() -> of("a@example.org", "a\nb", PASSWORD)));
        assertEquals(
                "invalid-phone",
                refusal(() -> new SignUp("a@b.org", "A", PASSWORD, "0151 1", null, null)));
        assertEquals(
                "invalid-locale",
                refusal(() -> new SignUp("a@b.org", "A", PASSWORD, null, "de_CH", null)));
        assertEquals(
                "invalid-timeZone",
                refusal(() -> new SignUp("a@b.org", "A", PASSWORD, null, null, "Mars/Base")));
    }

    @Test
    void nothingSecretIsInItsText() {
        assertFalse(of("anna@example.org", "Anna", PASSWORD).toString().contains(PASSWORD));
        assertFalse(new Password(PASSWORD).toString().contains(PASSWORD));
        assertFalse(new PinPair("1234", "9999").toString().contains("9999"));
    }
}
