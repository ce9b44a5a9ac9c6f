package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.contract.OpenApi.Call;
import dev.mayday.local.Broker;
import dev.mayday.local.Fix;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The calls that OpenAPI lists are those of the protocol, and what they answer is what it says. */
class HttpContractIT {
    private static final String OPERATOR = "olga@example.org";
    private static House house;
    private static OpenApi document;

    private final List<String> wrong = new ArrayList<>();
    private final Set<Call> made = new TreeSet<>();

    @BeforeAll
    static void open() {
        house = House.open(Broker.shared(), plan -> plan.with("MAYDAY_OPERATOR_EMAILS", OPERATOR));
        document =
                new OpenApi(
                        new Http(house.service().address(), "")
                                .call("GET", "/openapi?format=json")
                                .body());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void openApiListsTheCallsOfTheProtocol() {
        var listed =
                document.calls().stream()
                        .map(Call::toString)
                        .filter(call -> call.startsWith("/v1/"))
                        .map(call -> call.replaceAll("\\{[^}]*}", "{}"))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(Protocol.CALLS), listed);
    }

    @Test
    void whatIsNotOpenToAllNeedsAToken() {
        var nobody = new Http(house.service().address(), "");
        for (var call : document.calls()) {
            if (call.path().startsWith("/v1/")
                    && !Protocol.OPEN_TO_ALL.contains(
                            call.toString().replaceAll("\\{[^}]*}", "{}"))) {
                var said =
                        nobody.call(
                                call.method(),
                                call.path().replaceAll("\\{[^}]*}", UUID.randomUUID().toString()));
                assertEquals(401, said.status(), call::toString);
                assertEquals("not-signed-in", said.code(), call::toString);
                assertTrue(said.isProblem(), () -> call + ": " + said);
            }
        }
    }

    @Test
    void anAnswerIsWhatOpenApiSays() {
        var nobody = new Http(house.service().address(), "");
        var email = "ben.%s@example.org".formatted(UUID.randomUUID());
        var password = "correct horse Ben";
        say(
                nobody,
                "POST",
                "/v1/users",
                "",
                "{\"email\":\"%s\",\"name\":\"Ben\",\"password\":\"%s\"}"
                        .formatted(email, password));
        var session =
                say(
                        nobody,
                        "POST",
                        "/v1/sessions",
                        "",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
        say(
                nobody,
                "POST",
                "/v1/sessions",
                "",
                "{\"email\":\"%s\",\"password\":\"wrong wrong\"}".formatted(email));
        say(
                nobody,
                "POST",
                "/v1/sessions/refresh",
                "",
                "{\"refreshToken\":\"%s\"}".formatted(session.path("refreshToken").asText()));
        say(nobody, "POST", "/v1/password-resets", "", "{\"email\":\"%s\"}".formatted(email));
        say(
                nobody,
                "POST",
                "/v1/password-resets/confirm",
                "",
                "{\"email\":\"%s\",\"code\":\"000000\",\"password\":\"another horse\"}"
                        .formatted(email));
        var ben = new Http(house.service().address(), session.path("accessToken").asText());
        say(ben, "GET", "/v1/me", "", "");
        say(ben, "PATCH", "/v1/me", "", "{\"name\":\"Benjamin\"}");
        say(ben, "PUT", "/v1/me/pins", "", "{\"pin\":\"4711\",\"duressPin\":\"0815\"}");
        say(ben, "POST", "/v1/me/email/verification", "", "");
        say(ben, "POST", "/v1/me/email/verification/confirm", "", "{\"code\":\"000000\"}");
        say(ben, "GET", "/v1/me/escalation", "", "");
        say(
                ben,
                "PUT",
                "/v1/me/escalation",
                "",
                "{\"steps\":[{\"afterSeconds\":0,\"tiers\":[1],\"channels\":[\"sms\",\"voice\"]}],\"repeat\":0}");
        say(ben, "PUT", "/v1/me/escalation", "", "{\"steps\":[],\"repeat\":0}");
        var device = say(ben, "POST", "/v1/me/devices", "", "{\"name\":\"Watch\"}");
        say(ben, "GET", "/v1/me/devices", "", "");
        say(
                ben,
                "PATCH",
                "/v1/me/devices/{id}",
                device.path("id").asText(),
                "{\"manualAlarm\":true}");
        ingest(device.path("token").asText());
        say(ben, "DELETE", "/v1/me/devices/{id}", device.path("id").asText(), "");
        browsers(ben);
        contacts(ben);
        alerts(ben);
        sharings(ben);
        checkins(ben);
        places(ben);
        say(ben, "GET", "/v1/me/export", "", "");
        say(ben, "GET", "/v1/me/readiness", "", "");
        say(ben, "GET", "/v1/guarding", "", "");
        say(
                ben,
                "POST",
                "/v1/me/password",
                "",
                "{\"old\":\"nonsense\",\"password\":\"correct horse Benjamin\"}");
        say(ben, "DELETE", "/v1/sessions", "", "");
        say(ben, "GET", "/v1/me", "", ""); // 401 now
        assertEquals(List.of(), wrong);
        assertFalse(made.isEmpty());
    }

    @Test
    void whatAnOperatorIsAnsweredIsWhatOpenApiSays() {
        var ben = house.mayday().phone("Ben");
        house.mayday().guardian("Anna").of(ben);
        var alert = ben.presses(Press.sos().from(Fix.at(48.8584, 2.2945))).alertId();
        var nobody = new Http(house.service().address(), "");
        var who = "{\"email\":\"%s\",\"name\":\"Olga\",\"password\":\"correct horse\"}";
        nobody.call("POST", "/v1/users", who.formatted(OPERATOR));
        house.database().execute("UPDATE person SET email_verified_at = now() WHERE name = 'Olga'");
        var in = nobody.call("POST", "/v1/sessions", who.formatted(OPERATOR)).body();
        var olga = new Http(house.service().address(), in.path("accessToken").asText());
        var api = "/v1/operator/";
        var lists = "overview users alerts deliveries providers dead-letters drills audit";
        for (var list : lists.split(" ")) {
            say(olga, "GET", api + list, "", "");
        }
        var id = ben.bearer().get("/v1/me").ok().path("id").asText();
        say(olga, "GET", api + "users/{id}", id, "");
        say(olga, "GET", api + "alerts/{id}", alert, "");
        say(olga, "GET", api + "alerts/{id}/place", alert, "");
        var reason = "{\"reason\":\"The police ask for her\"}";
        say(olga, "POST", api + "alerts/{id}/break-glass", alert, "{}");
        say(olga, "POST", api + "alerts/{id}/break-glass", alert, reason);
        say(olga, "GET", api + "alerts/{id}/place", alert, "");
        var sent = olga.call("GET", api + "deliveries").body().at("/items/0/id").asText();
        say(olga, "GET", api + "deliveries/{id}", sent, "");
        say(olga, "PUT", api + "providers/{name}", "smtp", "{\"enabled\":true}");
        say(olga, "POST", api + "dead-letters/{id}/replay", "recorder:0:7", "");
        say(olga, "POST", api + "users/{id}/sessions/end", id, "");
        assertEquals(List.of(), wrong);
    }

    private void ingest(String token) {
        var watch = new Http(house.service().address(), token);
        var place = "{\"_type\":\"location\",\"lat\":46,\"lon\":14,\"tst\":%d}";
        say(watch, "POST", "/v1/ingest/owntracks", "", place.formatted(0));
        var now = System.currentTimeMillis() / 1000;
        say(watch, "POST", "/v1/ingest/owntracks", "", place.formatted(now));
        say(watch, "GET", "/v1/ingest/osmand", "", "");
        say(watch, "POST", "/v1/ingest/osmand", "", "{\"lat\":46,\"lon\":14}");
        say(watch, "POST", "/v1/ingest/traccar", "", "{\"device\":{\"name\":\"Watch\"}}");
        say(watch, "GET", "/v1/ingest/button", "", "");
        say(watch, "POST", "/v1/ingest/button", "", "{\"kind\":\"fall\"}");
    }

    private void browsers(Http ben) {
        var path = "/v1/me/push-subscriptions";
        var key = say(ben, "GET", path, "", "").path("vapidPublicKey").asText();
        var browser = house.sandbox().browser(key).subscription().toString();
        var made = say(ben, "POST", path, "", browser);
        say(ben, "POST", path, "", browser);
        say(ben, "POST", path, "", "{\"endpoint\":7}");
        say(ben, "GET", path, "", "");
        say(ben, "DELETE", path + "/{id}", made.path("id").asText(), "");
        say(ben, "DELETE", path + "/{id}", made.path("id").asText(), "");
    }

    private void contacts(Http ben) {
        var contact =
                say(
                        ben,
                        "POST",
                        "/v1/contacts",
                        "",
                        """
                        {"name":"Anna","channels":[{"type":"email","address":"anna.%s@example.org"},
                         {"type":"webhook","address":"%s/hook/contract"}]}
                        """
                                .formatted(UUID.randomUUID(), house.sandbox().inbox()));
        var id = contact.path("id").asText();
        say(ben, "GET", "/v1/contacts", "", "");
        say(ben, "GET", "/v1/contacts/{id}", id, "");
        say(ben, "GET", "/v1/contacts/{id}", UUID.randomUUID().toString(), "");
        say(ben, "PATCH", "/v1/contacts/{id}", id, "{\"tier\":2}");
        say(ben, "POST", "/v1/contacts", "", "{\"name\":7}");
        var channel = contact.path("channels").path(0).path("id").asText();
        var path = "/v1/contacts/{id}/channels/{channelId}/verification";
        say(ben, "POST", path, id + " " + channel, "");
        say(ben, "POST", path + "/confirm", id + " " + channel, "{\"code\":\"000000\"}");
        say(ben, "GET", "/v1/invitations/{token}", "A".repeat(43), "");
    }

    private void sharings(Http ben) {
        var path = "/v1/sharings";
        var id =
                say(ben, "POST", path, "", "{\"minutes\":5,\"note\":\"Home\"}").path("id").asText();
        say(ben, "POST", path, "", "{\"minutes\":0}");
        say(ben, "GET", path, "", "");
        say(ben, "POST", path + "/{id}/extend", id, "{\"minutes\":5}");
        say(ben, "DELETE", path + "/{id}", id, "");
        say(ben, "POST", path + "/{id}/extend", id, "{\"minutes\":5}");
        say(ben, "DELETE", path + "/{id}", UUID.randomUUID().toString(), "");
    }

    private void places(Http ben) {
        var path = "/v1/places";
        var circle = "{\"type\":\"Point\",\"coordinates\":[2.2945,48.8584],\"radius\":200}";
        var asked =
                "{\"name\":\"Home\",\"area\":%s,\"on\":[\"enter\"],\"do\":\"checkin-ok\"}"
                        .formatted(circle);
        var id = say(ben, "POST", path, "", asked).path("id").asText();
        say(ben, "POST", path, "", "{\"name\":\"Home\",\"area\":{\"type\":\"Point\"}}");
        say(ben, "GET", path, "", "");
        say(ben, "PATCH", path + "/{id}", id, "{\"do\":\"notify\"}");
        say(ben, "DELETE", path + "/{id}", id, "");
        say(ben, "DELETE", path + "/{id}", id, "");
    }

    private void checkins(Http ben) {
        var path = "/v1/checkins";
        var asked =
                "{\"minutes\":30,\"graceMinutes\":0,\"note\":\"Night run\",\"destination\":\"Home\"}";
        var id = say(ben, "POST", path, "", asked).path("id").asText();
        say(ben, "POST", path, "", "{\"minutes\":1441}");
        say(ben, "GET", path, "", "");
        say(ben, "GET", path + "/{id}", id, "");
        say(ben, "POST", path + "/{id}/extend", id, "{\"minutes\":5}");
        say(ben, "POST", path + "/{id}/cancel", id, "{\"pin\":\"1\"}");
        say(ben, "POST", path + "/{id}/ok", id, "");
        say(ben, "POST", path + "/{id}/cancel", id, "{\"pin\":\"4711\"}");
    }

    private void alerts(Http ben) {
        var press =
                "{\"clientAlertId\":\"%s\",\"kind\":\"sos\",\"location\":{\"lat\":48.8584,\"lon\":2.2945}}"
                        .formatted(UUID.randomUUID());
        var alert = say(ben, "POST", "/v1/alerts", "", press).path("alertId").asText();
        say(ben, "POST", "/v1/alerts", "", press);
        say(ben, "POST", "/v1/alerts", "", "{\"kind\":\"no such\"}");
        say(ben, "GET", "/v1/alerts", "", "");
        for (var part :
                List.of("", "/timeline", "/deliveries", "/views", "/places", "/links", "/report")) {
            say(ben, "GET", "/v1/alerts/{id}" + part, alert, "");
        }
        say(ben, "GET", "/v1/alerts/{id}/track", alert, "");
        say(ben, "GET", "/v1/alerts/{id}.cap.xml", alert, "");
        for (var format : List.of("geojson", "gpx", "kml", "csv", "shp")) {
            say(ben, "GET", "/v1/alerts/{id}/track.{format}", alert + " " + format, "");
        }
        var link = say(ben, "POST", "/v1/alerts/{id}/links", alert, "{\"minutes\":5}");
        var url = link.path("url").asText();
        var token = url.substring(url.lastIndexOf('/') + 1);
        say(
                new Http(house.service().address(), ""),
                "POST",
                "/v1/links/{token}/session",
                token,
                "");
        say(ben, "DELETE", "/v1/links/{id}", link.path("id").asText(), "");
        say(ben, "POST", "/v1/alerts/{id}/acknowledge", alert, "{}");
        say(ben, "POST", "/v1/alerts/{id}/decline", alert, "{}");
        say(ben, "POST", "/v1/alerts/{id}/cancel", alert, "{\"pin\":\"4711\"}");
        say(ben, "POST", "/v1/alerts/{id}/resolve", alert, "{\"pin\":\"1\",\"reason\":\"safe\"}");
        say(
                ben,
                "POST",
                "/v1/alerts/{id}/resolve",
                alert,
                "{\"pin\":\"4711\",\"reason\":\"safe\"}");
    }

    /**
     * Makes the call and holds its answer to the document. @param values of the path's parameters,
     * in turn
     */
    private JsonNode say(Http who, String method, String template, String values, String json) {
        var path = template;
        for (var value : values.split(" ")) {
            path = path.replaceFirst("\\{[^}]*}", value);
        }
        var said = json.isEmpty() ? who.call(method, path) : who.call(method, path, json);
        var call =
                document.calls().stream()
                        .filter(one ->
                                one.method().equals(method)
                                        && one.path()
                                                .replaceAll("\\{[^}]*}", "{}")
                                                .equals(template.replaceAll("\\{[^}]*}", "{}")))
                        .findFirst()
                        .orElseThrow(() ->
                                new AssertionError("not published: " + method + " " + template));
        made.add(call);
        if (said.status() >= 500) {
            wrong.add("%s → %d".formatted(call, said.status()));
        }
        for (var complaint : document.complaints(call, said)) {
            wrong.add("%s → %d: %s".formatted(call, said.status(), complaint));
        }
        return said.body();
    }
}
