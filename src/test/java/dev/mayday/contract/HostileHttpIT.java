package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.contract.OpenApi.Call;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever is asked over HTTP: a problem that names what is wrong, never a 5xx, never a log of a
 * bug. The calls come from the published document.
 */
class HostileHttpIT {
    private static final Set<String> ENDS_THE_SESSION =
            Set.of("/v1/sessions DELETE", "/v1/me DELETE");
    private static final String OPERATOR = "ben@example.org";
    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "true",
                    "7",
                    "\"x\"",
                    "[]",
                    "[{}]",
                    "{",
                    "{\"a\":",
                    "{'a':1}",
                    "<a/>",
                    "[".repeat(50_000),
                    "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                    "{\"n\":" + "1".repeat(50_000) + "}");

    private static House house;
    private static OpenApi document;
    private static Http ben;
    private static String alert;
    private static String contact;
    private static String checkin;
    private static String place;
    private static String channel;

    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void open() {
        house = House.open(Broker.shared(), plan -> plan.with("MAYDAY_OPERATOR_EMAILS", OPERATOR));
        var server = house.service().address();
        ben = new Http(server, operator(server));
        document = new OpenApi(new Http(server, "").call("GET", "/openapi?format=json").body());
        alert =
                ben.call(
                                "POST",
                                "/v1/alerts",
                                "{\"clientAlertId\":\"%s\",\"kind\":\"sos\"}"
                                        .formatted(UUID.randomUUID()))
                        .body()
                        .path("alertId")
                        .asText();
        var made =
                ben.call(
                                "POST",
                                "/v1/contacts",
                                "{\"name\":\"Anna\",\"channels\":[{\"type\":\"email\",\"address\":\"a.%s@example.org\"}]}"
                                        .formatted(UUID.randomUUID()))
                        .body();
        contact = made.path("id").asText();
        place =
                ben.call(
                                "POST",
                                "/v1/places",
                                "{\"name\":\"Home\",\"area\":{\"type\":\"Point\",\"coordinates\":[2,48],\"radius\":99}}")
                        .body()
                        .path("id")
                        .asText();
        checkin = ben.call("POST", "/v1/checkins", "{\"minutes\":600}").body().path("id").asText();
        channel = made.path("channels").path(0).path("id").asText();
    }

    /** Nothing is kept from Ben but what is not there. @return his token */
    private static String operator(URI server) {
        var nobody = new Http(server, "");
        var who =
                "{\"email\":\"%s\",\"name\":\"Ben\",\"password\":\"correct horse\"}"
                        .formatted(OPERATOR);
        nobody.call("POST", "/v1/users", who);
        house.database().execute("UPDATE person SET email_verified_at = now() WHERE name = 'Ben'");
        return nobody.call("POST", "/v1/sessions", who).body().path("accessToken").asText();
    }

    @AfterAll
    static void noBugWasLogged() throws Exception {
        assertFalse(
                Files.readString(house.service().log()).contains("unexpected-failure"),
                "a bug was logged");
        house.close();
    }

    @Test
    void aBodyOfWhichNothingCanBeMadeIsRefused() {
        for (var call : calls().filter(document::hasBody).toList()) {
            for (var text : TEXTS) {
                var said = ben.call(call.method(), real(call), text);
                var maybe = text.isBlank(); // some calls do without a body
                refused(call, text, said, maybe ? Set.of() : Set.of("malformed-message"));
            }
            var noUtf8 =
                    "{\"name\":\"\u00ff\u00fe\",\"note\":\"\u00ff\",\"email\":\"\u00ff\"}"
                            .getBytes(StandardCharsets.ISO_8859_1);
            refused(
                    call,
                    "not UTF-8",
                    ben.send(call.method(), real(call), "application/json", noUtf8),
                    isTrigger(call) ? Set.of() : Set.of("malformed-message", "invalid-name"));
            var none = ben.call(call.method(), real(call));
            noBug(call, "no body", none);
            if (none.code().equals("unsupported-media-type")) {
                note(call, "no body", none);
            }
            refused(
                    call,
                    "text/plain",
                    ben.send(
                            call.method(),
                            real(call),
                            "text/plain",
                            "x".getBytes(StandardCharsets.UTF_8)),
                    Set.of("unsupported-media-type"));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aValueOfTheWrongTypeIsNamedByItsField() {
        for (var call : calls().filter(document::hasBody).toList()) {
            for (var field : document.bodyFields(call)) {
                for (var value : Hostile.values()) {
                    var body = "{\"%s\":%s}".formatted(field, value);
                    var said = ben.call(call.method(), real(call), body);
                    var node = read(value);
                    if (isTrigger(call)) {
                        noBug(
                                call, body,
                                said); // refused for its missing id, whatever else is wrong
                    } else if (node == null
                            || node.isNumber() && Double.isInfinite(node.doubleValue())) {
                        refused(call, body, said, Set.of("malformed-message", "invalid-" + field));
                    } else if (!document.isOfType(call, field, node)
                            || Hostile.NO_TEXT.contains(value)) {
                        refused(call, body, said, Set.of("invalid-" + field));
                    } else {
                        noBug(call, body, said);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void anIdThatCanNotBeIsNotFound() {
        for (var call : calls().filter(call -> call.path().contains("{")).toList()) {
            for (var id :
                    List.of(
                            "x",
                            "0",
                            "-1",
                            UUID.randomUUID().toString(),
                            "%00",
                            "..%2f..",
                            "%ff%fe",
                            "a".repeat(1_500),
                            "%27%20OR%201=1")) {
                var body =
                        document.hasBody(call) ? "{\"code\":\"000000\",\"reason\":\"safe\"}" : "";
                var path = call.path().replaceAll("\\{[^}]*}", id);
                var said =
                        body.isEmpty()
                                ? ben.call(call.method(), path)
                                : ben.call(call.method(), path, body);
                var malformed = id.startsWith("%") || id.startsWith("..");
                refused(call, id, said, malformed ? Set.of() : Set.of("not-found"));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aListsBadPageIsNamed() {
        for (var path :
                List.of(
                        "/v1/alerts",
                        "/v1/checkins",
                        "/v1/places",
                        "/v1/contacts",
                        "/v1/guarding",
                        "/v1/sharings",
                        "/v1/me/push-subscriptions",
                        "/v1/me/devices",
                        "/v1/alerts/%s/timeline".formatted(alert),
                        "/v1/alerts/%s/deliveries".formatted(alert),
                        "/v1/alerts/%s/views".formatted(alert),
                        "/v1/alerts/%s/places".formatted(alert),
                        "/v1/alerts/%s/links".formatted(alert),
                        "/v1/operator/providers",
                        "/v1/operator/users",
                        "/v1/operator/alerts",
                        "/v1/operator/deliveries",
                        "/v1/operator/dead-letters",
                        "/v1/operator/drills",
                        "/v1/operator/audit")) {
            var call = new Call("GET", path);
            for (var limit :
                    List.of("0", "-1", "201", "abc", "1e3", "1.5", "99999999999999999999")) {
                refused(
                        call,
                        limit,
                        ben.call("GET", path + "?limit=" + limit),
                        Set.of("invalid-limit"));
            }
            for (var cursor :
                    List.of(
                            "x",
                            "AAAA",
                            "%00",
                            "e".repeat(3_000),
                            "AAAAAAAAAAAAAAAAAAAAAA%3D%3D%3D")) {
                refused(
                        call,
                        cursor,
                        ben.call("GET", path + "?cursor=" + cursor),
                        Set.of("invalid-cursor"));
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
        var me = new Call("GET", "/v1/me");
        for (var token :
                List.of(
                        "x",
                        "a.b.c",
                        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
                        "A".repeat(5_000),
                        ben.token() + "x")) {
            refused(
                    me,
                    token,
                    new Http(house.service().address(), token).call("GET", "/v1/me"),
                    Set.of("not-signed-in"));
        }
        refused(me, "no such method", ben.call("PUT", "/v1/contacts"), Set.of());
        refused(me, "no such path", ben.call("GET", "/v1/no/such"), Set.of("not-found"));
        assertEquals(List.of(), wrong);
    }

    @Test
    void aValueThatIsTooLongIsNamedByItsField() {
        var body = "{\"name\":\"" + "x".repeat(900_000) + "\"}";
        refused(
                new Call("POST", "/v1/contacts"),
                "900 kB",
                ben.call("POST", "/v1/contacts", body),
                Set.of("invalid-name"));
        assertEquals(List.of(), wrong);
    }

    /**
     * Notes an answer that is no problem as published, or none with one of these codes (any, if
     * there are none).
     */
    private void refused(Call call, String what, Http.Said said, Set<String> codes) {
        noBug(call, what, said);
        if (said.status() >= 400 && !codes.isEmpty() && !codes.contains(said.code())
                || said.status() < 400 && !codes.isEmpty()) {
            note(call, what, said);
        }
    }

    private void noBug(Call call, String what, Http.Said said) {
        if (said.status() >= 500 || said.status() >= 400 && !said.isProblem()) {
            note(call, what, said);
        }
    }

    private void note(Call call, String what, Http.Said said) {
        var shown = what.length() > 60 ? what.substring(0, 60) + "…" : what;
        wrong.add(
                "\n%s with %s: %d %s %s"
                        .formatted(call, shown, said.status(), said.type(), said.body()));
    }

    /** Letters that can't be read, or a field of a wrong type, keep no trigger from its work. */
    private static boolean isTrigger(Call call) {
        return Set.of("/v1/alerts", "/v1/ingest/button").contains(call.path());
    }

    private static Stream<Call> calls() {
        return document.calls().stream()
                .filter(call ->
                        call.path().startsWith("/v1/")
                                && !ENDS_THE_SESSION.contains(call.toString()));
    }

    /** The call's path, leading to something that is there. */
    private static String real(Call call) {
        return call.path()
                .replaceFirst("(/contacts/)\\{[^}]*}", "$1" + contact)
                .replaceFirst("(/channels/)\\{[^}]*}", "$1" + channel)
                .replaceFirst("(/alerts/)\\{[^}]*}", "$1" + alert)
                .replaceFirst("(/places/)\\{[^}]*}", "$1" + place)
                .replaceFirst("(/checkins/)\\{[^}]*}", "$1" + checkin)
                .replaceFirst("(/providers/)\\{[^}]*}", "$1webhook")
                .replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
    }

    private static @Nullable JsonNode read(String value) {
        try {
            return Schemas.JSON.readTree(value);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
