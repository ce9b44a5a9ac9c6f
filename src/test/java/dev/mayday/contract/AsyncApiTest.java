package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The document is complete, and its examples are what its schemas say. */
class AsyncApiTest {
    private static final AsyncApi DOCUMENT = AsyncApi.ofBuild();
    private static final Set<String> FROM_A_PHONE =
            Set.of("alert.trigger", "locations", "alert.cancel", "alert.resolve", "checkin.ok");
    private static final Set<String> TO_A_PHONE =
            Set.of(
                    "alert.accepted",
                    "locations.stored",
                    "alert.state",
                    "device.request",
                    "checkin.reminder",
                    "ok",
                    "error");
    private static final Set<String> FROM_A_GUARDIAN =
            Set.of("subscribe", "unsubscribe", "acknowledge", "decline");
    private static final Set<String> TO_A_GUARDIAN =
            Set.of(
                    "snapshot",
                    "location",
                    "alert",
                    "sharing",
                    "delivery",
                    "timeline",
                    "ended",
                    "ok",
                    "error");

    @Test
    void bothSocketsHaveEveryMessageOfTheProtocol() {
        assertEquals(both(FROM_A_PHONE, TO_A_PHONE), DOCUMENT.messages("device"));
        assertEquals(both(FROM_A_GUARDIAN, TO_A_GUARDIAN), DOCUMENT.messages("guardian"));
        assertEquals(FROM_A_PHONE, taken("device"));
        assertEquals(FROM_A_GUARDIAN, taken("guardian"));
    }

    @Test
    void everyAnswerMayBeAnError() {
        Stream.of("device", "guardian")
                .flatMap(channel -> DOCUMENT.received(channel).stream())
                .forEach(operation ->
                        assertEquals(
                                true, operation.replies().contains("error"), operation.name()));
    }

    static Stream<AsyncApi.Example> examples() {
        return DOCUMENT.channels().stream()
                .flatMap(channel -> DOCUMENT.messages(channel).stream())
                .distinct()
                .flatMap(message -> DOCUMENT.examples(message).stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsAsItsSchemaSays(AsyncApi.Example example) {
        assertEquals("[]", DOCUMENT.complaints(example.message(), example.payload()).toString());
        if (example.headers().isObject()) {
            assertEquals(
                    "[]",
                    DOCUMENT.headerComplaints(example.message(), example.headers()).toString());
        }
    }

    @Test
    void everyMessageOfTheSocketsHasAnExample() {
        Stream.of("device", "guardian")
                .flatMap(channel -> DOCUMENT.messages(channel).stream())
                .forEach(message -> assertFalse(DOCUMENT.examples(message).isEmpty(), message));
    }

    @Test
    void aWrongValueIsSeen() {
        var fix = DOCUMENT.examples("locations").getFirst().payload();
        fix.withArray("locations").get(0).withObject("").put("lat", 91);
        assertFalse(DOCUMENT.complaints("locations", fix).isEmpty());
        var more = DOCUMENT.examples("ok").getFirst().payload().put("neverPromised", 1);
        assertFalse(DOCUMENT.complaints("ok", more).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "alerts, alertRecord",
        "locations, locationRecord",
        "notifications, notificationRecord"
    })
    void aTopicsSchemaFileIsWhatTheDocumentSays(String channel, String message) throws IOException {
        var name = DOCUMENT.address(channel).replace(".{channel}", "") + ".schema.json";
        var said =
                Schemas.JSON
                                .writer()
                                .with(SerializationFeature.INDENT_OUTPUT)
                                .writeValueAsString(DOCUMENT.schema(message))
                        + "\n";
        var wanted = Path.of("target", "contracts", name); // to be copied when the document changed
        Files.createDirectories(wanted.getParent());
        Files.writeString(wanted, said);
        assertEquals(
                said,
                Files.readString(Path.of("src", "main", "resources", "contracts", "schemas", name)),
                "copy " + wanted);
    }

    private static Set<String> taken(String channel) {
        var names = new TreeSet<String>();
        DOCUMENT.received(channel).forEach(operation -> names.addAll(operation.messages()));
        return names;
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        var all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
