package dev.mayday.notification.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.mayday.notification.Receipt;
import dev.mayday.notification.sms.DeliveryReport.State;
import dev.mayday.notification.sms.DeliveryReport.Tlvs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receipts as SMSCs write them. */
class DeliveryReportTest {
    private static final int MARKED = 0x04;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    id:0123456789 sub:001 dlvrd:001 submit date:2611250901 done date:2611250902 stat:DELIVRD err:000 text:Dana needs help|0123456789|ARRIVED|000
                    id:4f2a9c sub:001 dlvrd:000 submit date:2611250901 done date:2611250902 stat:UNDELIV err:001 text:|4f2a9c|LOST|001
                    id:77 sub:001 dlvrd:001 submit date:261125090112 done date:261125090213 stat:DELIVRD err:0|77|ARRIVED|0
                    id:8a1b-22 stat:EXPIRED|8a1b-22|LOST|
                    ID:5 SUB:1 DLVRD:0 SUBMIT DATE:2611250901 DONE DATE:2611250902 STAT:REJECTD ERR:69 TEXT:x|5|LOST|69
                    Id: 5 Stat: Delivered|5|ARRIVED|
                    id=5;stat=DELIVRD;err=000|5|ARRIVED|000
                    id:5, sub:001, dlvrd:001, stat:DELIVRD, err:000|5|ARRIVED|000
                    stat:DELIVRD err:000 id:5 done date:2611250902|5|ARRIVED|000
                    msgid:5 status:DELETED error:12|5|LOST|12
                    message id:5 state:UNKNOWN|5|LOST|
                    id:5 stat:ACCEPTD|5|OPEN|
                    id:5 stat:ENROUTE|5|OPEN|
                    id:5 stat:BUFFRED|5|OPEN|
                    id:5 stat:UNDELIVERABLE err:0x1|5|LOST|0x1
                    id:5 stat:FAILED|5|LOST|
                    id:5 sub:001 dlvrd:001 stat:DELIVRD err:000 text:id:9 stat:UNDELIV|5|ARRIVED|000
                    text:hello id:5 stat:DELIVRD|5|ARRIVED|
                    """)
    void theTextSaysItInEachDialect(String text, String id, State state, String error) {
        for (int esmClass : new int[] {MARKED, 0x44, 0x20, 0x00}) {
            if (esmClass == 0 && text.startsWith("text:")) {
                continue; // that could be anybody's
            }
            var report = DeliveryReport.read(esmClass, text, Tlvs.NONE);

            assertNotNull(report, text);
            assertEquals(id, report.id(), text);
            assertEquals(state, report.state(), text);
            assertEquals(error, report.error(), text);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0,OPEN",
        "1,OPEN",
        "2,ARRIVED",
        "3,LOST",
        "4,LOST",
        "5,LOST",
        "6,OPEN",
        "7,LOST",
        "8,LOST",
        "9,OPEN",
        "77,OPEN"
    })
    void theParametersSayItAlone(int number, State state) {
        var report = DeliveryReport.read(MARKED, "", new Tlvs("ab12", number, "34"));

        assertNotNull(report);
        assertEquals(new DeliveryReport("ab12", state, "34"), report);
        assertEquals(report, DeliveryReport.read(0, "", new Tlvs("ab12", number, "34")));
    }

    @Test
    void theParameterNamesTheMessageBeforeTheTextDoes() {
        var report =
                DeliveryReport.read(
                        MARKED, "id:171 stat:DELIVRD err:000", new Tlvs("ab", null, null));

        assertEquals(new DeliveryReport("ab", State.ARRIVED, "000"), report);
    }

    @Test
    void whicheverSettlesItCounts() {
        assertEquals(State.ARRIVED, read("id:1 stat:ACCEPTD", new Tlvs("1", 2, null)).state());
        assertEquals(State.LOST, read("id:1 stat:UNDELIV", new Tlvs("1", 1, null)).state());
    }

    @Test
    void aParameterWithoutAStateLeavesItToTheText() {
        assertEquals(State.LOST, read("id:1 stat:EXPIRED", new Tlvs("1", null, null)).state());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OK",
                "1",
                "",
                "SOS 48.8,2.3 id:5 stat:DELIVRD",
                "my id:5",
                "id:5 is my room",
                "the status: delivered"
            })
    void whatPeopleWriteIsNone(String text) {
        assertNull(DeliveryReport.read(0, text, Tlvs.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "stat:DELIVRD", "what is this"})
    void whatNamesNoMessageIsNone(String text) {
        assertNull(DeliveryReport.read(MARKED, text, Tlvs.NONE));
    }

    @Test
    void onlyWhatIsSettledIsRecorded() {
        assertEquals(new Receipt.Arrived(), read("id:1 stat:DELIVRD", Tlvs.NONE).receipt());
        assertEquals(
                new Receipt.Lost("the network did not deliver it, error 27"),
                read("id:1 stat:UNDELIV err:27", Tlvs.NONE).receipt());
        assertNull(read("id:1 stat:ENROUTE", Tlvs.NONE).receipt());
    }

    private static DeliveryReport read(String text, Tlvs tlvs) {
        var report = DeliveryReport.read(MARKED, text, tlvs);
        assertNotNull(report, text);
        return report;
    }
}
