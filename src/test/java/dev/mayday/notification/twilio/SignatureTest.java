package dev.mayday.notification.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twilio's own examples: from its documentation, and from its libraries' tests. */
class SignatureTest {
    private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";

    @ParameterizedTest
    @CsvSource({
        "+14158675310, GvWf1cFY/Q7PnoempGyD5oXAezc=",
        "+14158675309, RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "+12349013030, 0/KCTR6DLpKmkAf8muzZqo1nDgQ="
    })
    void itIsAsPublished(String caller, String published) {
        assertEquals(published, Signature.of("12345", URL, example(caller)));
        assertTrue(Signature.isRight(published, "12345", URL, example(caller)));
    }

    @Test
    void whateverIsChangedItDoesNotFitAnyMore() {
        var form = example("+14158675310");
        var right = Signature.of("12345", URL, form);

        assertFalse(Signature.isRight(right, "12346", URL, form));
        assertFalse(Signature.isRight(right, "12345", URL + "3", form));
        assertFalse(Signature.isRight(right, "12345", URL, example("+14158675311")));
        assertFalse(Signature.isRight("", "12345", URL, form));
        assertFalse(Signature.isRight("not Base64 ü", "12345", URL, form));
    }

    @Test
    void theOrderOfTheFieldsMakesNoDifferenceAndAFieldTwiceIsOneField() {
        var url = "https://mayday.example/";
        assertEquals(
                Signature.of("token", url, Form.of("a", "1", "B", "2")),
                Signature.of("token", url, Form.of("B", "2", "a", "1", "B", "2")));
        assertNotEquals(
                Signature.of("token", url, Form.of("a", "1")),
                Signature.of("token", url, Form.of("a", "1", "a", "2")));
    }

    private static Form example(String caller) {
        return Form.of(
                "To",
                "+18005551212",
                "From",
                caller,
                "Digits",
                "1234",
                "Caller",
                caller,
                "CallSid",
                "CA1234567890ABCDE");
    }
}
