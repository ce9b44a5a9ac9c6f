package dev.mayday.notification.twilio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FormTest {
    @Test
    void whatIsWrittenIsReadAgain() {
        var form =
                Form.of(
                        "To",
                        "+4915112345678",
                        "Body",
                        "ü & = + % \n 🆘",
                        "Twice",
                        "a",
                        "Twice",
                        "b");
        assertEquals(form, Form.parse(form.encoded()));
    }

    @Test
    void anEmptyFieldIsAsIfItWereNotThere() {
        var form = Form.parse("a=&b&c=1&&c=2");
        assertNull(form.first("a"));
        assertNull(form.first("b"));
        assertEquals("1", form.first("c"));
        assertEquals(Form.of(), Form.parse(null));
    }

    @Test
    void whatIsNoFormIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Form.parse("a=%zz"));
        assertThrows(IllegalArgumentException.class, () -> Form.parse("a=%"));
    }
}
