package dev.mayday.operator;

import static dev.mayday.local.Patience.PATIENCE;
import static dev.mayday.operator.ControlRoom.API;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Fix;
import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator reads of people, alerts, messages and drills. */
class OperatorReadsIT {
    private static ControlRoom room;

    private final Phone anna = room.house().mayday().phone("Anna");
    private final String id = ControlRoom.idOf(anna.account());

    @BeforeAll
    static void open() {
        room = ControlRoom.open();
        room.house().database().execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }

    @AfterAll
    static void close() {
        room.close();
    }

    private static Press drill() {
        var sos = Press.sos();
        return new Press(sos.clientAlertId(), "sos", 0, true, sos.note(), sos.at(), sos.place());
    }

    @Test
    void aPersonIsFoundByPartOfNameOrAddressOrById() {
        var ben = room.house().mayday().guardian("Ben").of(anna);
        for (var query : List.of(anna.account().email().substring(0, 20).toUpperCase(), id)) {
            var found = room.lists("users?query=" + query);
            assertEquals(List.of(id), found.stream().map(one -> one.get("id").asText()).toList());
        }
        assertTrue(
                room.lists("users?query=ann").stream()
                        .anyMatch(one -> one.get("id").asText().equals(id)));
        for (var wild : List.of("%25ann", "a_na", "ann%5C")) {
            assertEquals(List.of(), room.lists("users?query=" + wild), "no wildcards");
        }

        var file = room.reads("users/" + id);
        assertEquals("Anna", file.at("/user/name").asText());
        assertEquals(1, file.at("/user/contacts").asInt());
        assertEquals("user", file.at("/user/role").asText());
        assertTrue(file.at("/user/lastSignInAt").isTextual());
        assertEquals("Ben", file.at("/contacts/0/name").asText());
        assertEquals("accepted", file.at("/contacts/0/state").asText());
        assertTrue(file.at("/contacts/0/guardian").asBoolean());
        assertEquals(ben.email(), file.at("/contacts/0/channels/0/address").asText());
        assertEquals(
                1,
                room.lists("audit?action=user.read&subjectId=" + id).size(),
                "each read is on record");
    }

    /** The database counts itself how often, and tells within some seconds. */
    @Test
    void aPersonIsFoundByAnIndex() {
        var used = "SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = 'person_part'";
        var before = room.house().database().number(used);
        assertEquals(1, room.lists("users?query=" + anna.account().email()).size());
        Awaitility.await("it is used")
                .atMost(PATIENCE)
                .until(() -> room.house().database().number(used) > before);
    }

    @Test
    void anAlertIsReadWithoutPlaceAndNote() {
        var ben = room.house().mayday().guardian("Ben").of(anna);
        var alert =
                anna.presses(
                                Press.sos()
                                        .from(Fix.at(48.8584, 2.2945))
                                        .saying("behind the old mill"))
                        .alertId();
        ben.isTold();
        ben.acknowledges(alert, "I come to the old mill", 5).ok();

        ControlRoom.await(
                "it is told and acknowledged",
                () -> {
                    var line = room.reads("alerts/" + alert).get("alert");
                    return line.get("told").asInt() == 1 && line.get("going").asInt() == 1;
                });
        var file = room.reads("alerts/" + alert);
        assertEquals("ACKNOWLEDGED", file.at("/alert/state").asText());
        assertEquals("raised", file.at("/timeline/0/type").asText());
        var lists = room.lists("alerts?userId=" + id);
        for (var text : List.of(file.toString(), lists.toString())) {
            assertFalse(text.contains("mill"), text);
            assertFalse(text.contains("48.8"), text);
        }
        assertEquals(List.of(alert), ids(lists));
        assertEquals(List.of(), room.lists("alerts?state=CANCELLED&userId=" + id));
        assertEquals(List.of(), room.lists("alerts?drill=true&userId=" + id));
        assertEquals(List.of(), room.lists("alerts?userId=" + id + "&until=2020-01-01T00:00:00Z"));
        assertTrue(room.recorded("alert.read", "alert/" + alert).size() >= 2);
    }

    @Test
    void aMessagesAddressIsMaskedUntilItIsOpened() {
        var ben = room.house().mayday().guardian("Ben").withWebhook().of(anna);
        var alert = anna.presses(Press.sos()).alertId();
        ben.isTold();
        ControlRoom.await(
                "it was sent",
                () ->
                        room.lists("deliveries?channel=email&state=SENT&alertId=" + alert).size()
                                == 1);
        var mail = room.lists("deliveries?provider=smtp&alertId=" + alert).getFirst();
        var host = ben.email().substring(ben.email().indexOf('@'));
        assertEquals("b…" + host, mail.get("address").asText());
        assertEquals(id, mail.get("userId").asText());
        assertFalse(room.lists("deliveries?alertId=" + alert).toString().contains("/hook/"));

        var file = room.reads("deliveries/" + mail.get("id").asText());
        assertEquals(ben.email(), file.at("/delivery/address").asText());
        assertEquals("accepted", file.at("/attempts/0/outcome").asText());
        assertEquals(
                1, room.recorded("delivery.read", "delivery/" + mail.get("id").asText()).size());
        assertTrue(
                ids(room.lists("deliveries?userId=" + id)).size() >= 2,
                "invitation and alert are about her");
    }

    @Test
    void aDrillIsCountedInContacts() {
        var ben = room.house().mayday().guardian("Ben").of(anna);
        room.house().mayday().guardian("Carl").contactOf(anna, 1);
        var alert = anna.presses(drill()).alertId();
        ben.isTold();
        ben.acknowledges(alert, "seen", 1).ok();
        ControlRoom.await(
                "one of two was reached and answered",
                () ->
                        room.lists("drills").stream()
                                .anyMatch(one ->
                                        one.get("id").asText().equals(alert)
                                                && one.get("contacts").asInt() == 2
                                                && one.get("reached").asInt() == 1
                                                && one.get("answered").asInt() == 1
                                                && one.get("failed").asInt() == 0));
        assertTrue(room.reads("overview").at("/drills/last").isTextual());
    }

    @Test
    void theOverviewCounts() {
        var before = room.reads("overview");
        room.house().mayday().guardian("Ben").of(anna);
        anna.presses(Press.sos());
        var now = room.reads("overview");
        for (var field : List.of("active", "activatedLast24h")) {
            assertEquals(
                    before.at("/alerts/" + field).asInt() + 1,
                    now.at("/alerts/" + field).asInt(),
                    field);
        }
        assertTrue(now.at("/providers/total").asInt() >= 4);
        assertEquals(0, now.get("deadLetters").asInt());
        assertTrue(now.at("/heartbeat/ok").asBoolean(), "it is switched off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "alerts", "deliveries", "drills", "audit"})
    void aListIsPagedWithoutGapAndDouble(String list) {
        var ben = room.house().mayday().guardian("Ben").of(anna);
        for (int i = 0; i < 3; i++) {
            anna.presses(drill());
            room.reads("users/" + id);
        }
        ControlRoom.await("they are told", () -> ben.mails().size() == 3);
        var whole = ids(room.lists(list));
        var paged = new ArrayList<String>();
        var next = Optional.of("");
        while (next.isPresent()) {
            var page = room.reads(list + "?limit=2" + next.get());
            assertTrue(page.get("items").size() <= 2);
            paged.addAll(ids(page.get("items").valueStream().toList()));
            next = Optional.ofNullable(page.get("next")).map(one -> "&cursor=" + one.asText());
        }
        assertTrue(paged.size() >= 3, list);
        assertEquals(whole, paged);
        assertEquals(paged.size(), new HashSet<>(paged).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "alerts", "deliveries", "drills", "audit", "providers"})
    void aListTakesAFixedNumberOfStatements(String list) {
        var ben = room.house().mayday().guardian("Ben").of(anna);
        anna.presses(drill());
        room.reads(list + "?limit=1");
        var one = statements(list + "?limit=1");
        anna.presses(drill());
        anna.presses(drill());
        ControlRoom.await("they are told", () -> ben.mails().size() == 3);

        assertEquals(one, statements(list + "?limit=200"));
        assertTrue(one > 0);
    }

    @Test
    void aPersonsFileTakesAFixedNumberOfStatements() {
        room.house().mayday().guardian("Ben").of(anna);
        var one = statements("users/" + id);
        room.house().mayday().guardian("Carl").of(anna);
        anna.presses(drill());

        assertEquals(one, statements("users/" + id));
    }

    @ParameterizedTest
    @CsvSource({
        "users?query=an, invalid-query",
        "users?system=maybe, invalid-system",
        "alerts?state=ASLEEP, invalid-state",
        "alerts?drill=1, invalid-drill",
        "alerts?since=yesterday, invalid-since",
        "alerts?until=2026-13-01T00:00:00Z, invalid-until",
        "alerts?userId=x, invalid-userId",
        "deliveries?state=ACTIVE, invalid-state",
        "deliveries?channel=pigeon, invalid-channel",
        "deliveries?provider=%00, invalid-provider",
        "deliveries?alertId=7, invalid-alertId",
        "dead-letters?consumer=nobody, invalid-consumer",
        "audit?action=user.eat, invalid-action",
        "audit?actorId=me, invalid-actorId",
    })
    void aFilterThatCanNotBeIsNamed(String asked, String code) {
        assertEquals(code, room.operator().get(API + asked).code());
        assertEquals(400, room.operator().get(API + asked).status());
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(one -> one.get("id").asText()).toList();
    }

    /** How many statements of the operators' own it takes. */
    private static long statements(String path) {
        return IntStream.range(0, 5)
                .mapToLong(time -> {
                    long before = made();
                    room.reads(path);
                    return made() - before;
                })
                .min()
                .orElseThrow();
    }

    private static long made() {
        return room.house()
                .database()
                .number(
                        """
                        SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
                        WHERE d.datname = current_database() AND s.query ~* 'row_to_json\\(v\\)|audit_entry|provider_switch'
                          AND s.query !~* '"contactName"|refusedBy|provider_switch WHERE NOT'
                        """);
    }
}
