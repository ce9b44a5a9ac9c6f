package dev.mayday.notification.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.notification.Receipt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One message, and what an SMSC calls it each time. */
class MessageIdsTest {
    private static final Receipt ARRIVED = new Receipt.Arrived();
    private static final String ANNA = "+4915112345678";

    @ParameterizedTest
    @CsvSource({
        "7f3a9c01,2134547457", // hexadecimal, then decimal
        "2134547457,7f3a9c01", // and the other way round
        "7F3A9C01,7f3a9c01",
        "0000004711,4711",
        "4711,0000004711",
        "0000ABCD,43981",
        "43981,0000ABCD",
        "a,10",
        "5d41-402a,5D41-402A",
        "4711,4711"
    })
    void aReportMayUseAnotherSpelling(String taken, String reported) {
        assertTrue(MessageIds.readings(reported).contains(MessageIds.plain(taken)));
        assertTrue(
                MessageIds.spellings(reported).contains(taken)
                        || MessageIds.spellings(reported).contains(taken.toLowerCase()));
        var messages = new TakenMessages();
        messages.add(taken, ANNA);
        assertEquals(taken, messages.find(reported, ANNA, ARRIVED));
    }

    @Test
    void anotherNumberIsAnotherMessageUnlessTheNameIsTheSame() {
        var messages = new TakenMessages();
        messages.add("3e8", ANNA);

        assertNull(messages.find("1000", "+4930123456", ARRIVED));
        assertEquals("3e8", messages.find("3e8", "", ARRIVED));
        assertEquals("3e8", messages.find("1000", ANNA, ARRIVED));
    }

    @Test
    void aReceiptThatComesBeforeTheAnswerWaitsForIt() {
        var messages = new TakenMessages();
        assertNull(messages.find("1000", ANNA, ARRIVED));

        assertNull(messages.add("3e8", "+4930123456"));
        assertEquals(ARRIVED, messages.add("3e8", ANNA));
        assertNull(messages.add("3e8", ANNA), "once");
    }

    @Test
    void nothingGrowsForEver() {
        var messages = new TakenMessages();
        for (int i = 0; i < 20_000; i++) {
            messages.add("m-" + i, ANNA);
            messages.find("unknown-" + i, ANNA, ARRIVED);
        }

        assertNull(messages.find("m-1", ANNA, ARRIVED));
        assertEquals("m-19999", messages.find("m-19999", ANNA, ARRIVED));
        assertNull(messages.add("unknown-1", ANNA));
        assertEquals(ARRIVED, messages.add("unknown-19999", ANNA));
    }

    @Test
    void aNameThatIsNoNumberHasOneReading() {
        assertEquals(1, MessageIds.readings("msg-0001-xyz").size());
        assertFalse(MessageIds.readings("0".repeat(40)).isEmpty());
        assertEquals("0", MessageIds.plain("0000"));
    }
}
