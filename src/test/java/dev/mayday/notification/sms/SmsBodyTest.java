package dev.mayday.notification.sms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from phones, and whom it is from. */
class SmsBodyTest {

    @ParameterizedTest
    @CsvSource({
        "0,OK,US-ASCII",
        "0,Él,ISO-8859-1", // 0 is said and something else meant
        "1,OK,US-ASCII",
        "3,Sí,ISO-8859-1",
        "6,Да,ISO-8859-5",
        "8,نعم,UTF-16BE",
        "24,نعم,UTF-16BE", // 0x18: UCS-2 with a class
        "241,OK,US-ASCII", // 0xF1: the default alphabet with a class
        "245,Sí,ISO-8859-1" // 0xF5: octets
    })
    void eachDataCodingIsRead(int dataCoding, String text, String charset) {
        assertEquals(text, SmsBody.text(dataCoding, text.getBytes(Charset.forName(charset))));
    }

    @Test
    void theDefaultAlphabetIsNotAscii() {
        assertEquals("@Δ€", SmsBody.text(0, new byte[] {0x00, 0x10, 0x1B, 0x65}));
    }

    @Test
    void aHeaderIsTakenOffAndSaysWhichPart() {
        byte[] second = {5, 0, 3, 9, 2, 2, 'O', 'K'};
        byte[] third = {6, 8, 4, 1, 9, 3, 3, 'O', 'K'};
        byte[] ported = {11, 5, 4, 1, 2, 3, 4, 0, 3, 9, 2, 2, 'O', 'K'};

        assertArrayEquals(bytes("OK"), SmsBody.withoutHeader(second));
        assertEquals(2, SmsBody.part(second));
        assertEquals(3, SmsBody.part(third));
        assertEquals(2, SmsBody.part(ported));
        assertEquals(1, SmsBody.part(new byte[0]));
        assertEquals(1, SmsBody.part(new byte[] {5, 0, 3}));
        assertEquals(1, SmsBody.part(new byte[] {(byte) 200, 0, 3, 1}));
        assertArrayEquals(bytes("zz"), SmsBody.withoutHeader(bytes("zz")), "longer than all of it");
    }

    @ParameterizedTest
    @CsvSource({
        "4915112345678,+4915112345678",
        "+4915112345678,+4915112345678",
        "004915112345678,+4915112345678",
        "+49 151 123-456,+49151123456",
        "Mayday,Mayday"
    })
    void aNumberIsReadHoweverItIsWritten(String address, String number) {
        assertEquals(number, SmsAddress.received(address));
    }

    @Test
    void aNumberGoesOutAsInternationalWithoutItsPlus() {
        var international =
                new SmsAddress(
                        TypeOfNumber.INTERNATIONAL, NumberingPlanIndicator.ISDN, "4915112345678");

        assertEquals(international, SmsAddress.of("+4915112345678"));
        assertEquals(international, SmsAddress.sender("+4915112345678"));
        assertEquals(international, SmsAddress.sender("4915112345678"));
        assertEquals(
                new SmsAddress(TypeOfNumber.ALPHANUMERIC, NumberingPlanIndicator.UNKNOWN, "Mayday"),
                SmsAddress.sender("Mayday"));
        assertEquals(
                new SmsAddress(
                        TypeOfNumber.NETWORK_SPECIFIC, NumberingPlanIndicator.UNKNOWN, "72345"),
                SmsAddress.sender("72345"));
        assertNull(SmsAddress.of("4915112345678"));
        assertNull(SmsAddress.of("+0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Mayday Emergency", "Мэйдэй"})
    void whatCanNotBeASenderIsSaidAtTheStart(String from) {
        assertThrows(IllegalArgumentException.class, () -> SmsAddress.sender(from));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
