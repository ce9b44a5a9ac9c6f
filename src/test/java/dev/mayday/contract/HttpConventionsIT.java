package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.local.Account;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import dev.mayday.local.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What HTTP, JSON and the contract's conventions say of every call, whichever it is. */
class HttpConventionsIT {
    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "PATCH");

    private static House house;
    private static OpenApi document;
    private static RawHttp raw;
    private static Http ben;

    private final List<String> wrong = new ArrayList<>();

    @BeforeAll
    static void open() {
        house = House.open(Broker.shared(), plan -> plan);
        var server = house.service().address();
        document = new OpenApi(new Http(server, "").call("GET", "/openapi?format=json").body());
        raw = new RawHttp(server);
        ben = new Http(server, Account.signUp(new Wire(server), "Ben").bearer().token().get());
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void theNamesOfTheDocumentsPartsAreAsOpenApiHasThem() {
        document.document()
                .path("components")
                .forEach(kind ->
                        kind.fieldNames()
                                .forEachRemaining(
                                        name -> assertTrue(name.matches("[a-zA-Z0-9._-]+"), name)));
    }

    @Test
    void anAnswerNeedsNoBody() {
        var anna = house.mayday().phone("Anna");
        var carl = house.mayday().guardian("Carl").of(anna);
        var alert = anna.presses(Press.sos().countdown(60)).alertId();
        var owner = new Http(house.service().address(), anna.bearer().token().get());
        assertEquals(200, owner.call("POST", "/v1/alerts/" + alert + "/cancel").status());

        var next = "/v1/alerts/" + anna.presses(Press.sos()).alertId();
        var link = new Http(house.service().address(), carl.opens(carl.isTold()).token().get());
        assertEquals(200, link.call("POST", next + "/acknowledge").status());
        assertEquals(200, link.call("POST", next + "/decline").status());
        for (var body : List.of("{}", "{\"reason\":null}", "{\"pin\":\"1234\"}")) {
            assertEquals("invalid-reason", owner.call("POST", next + "/resolve", body).code());
            assertEquals("invalid-reason", link.call("POST", next + "/resolve", body).code());
        }
        assertEquals("invalid-reason", link.call("POST", next + "/resolve").code());
        assertEquals("ACTIVE", owner.call("GET", next).body().path("state").asText());
    }

    @Test
    void theLinksOfAnAlertComeInPages() {
        var path = "/v1/alerts/" + raised() + "/links";
        var made = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            made.addFirst(ben.call("POST", path).body().path("id").asText());
        }
        var first = ben.call("GET", path + "?limit=2").body();
        var next = first.path("next").asText();
        var last = ben.call("GET", path + "?limit=2&cursor=" + next).body();
        assertEquals(made.subList(0, 2), first.path("items").findValuesAsText("id"));
        assertEquals(made.subList(2, 3), last.path("items").findValuesAsText("id"));
        assertTrue(last.path("next").isMissingNode());
    }

    @Test
    void aTrackSaysOnceThatItGoesByAccept() {
        var alert = raised();
        var got =
                raw.send(
                        "GET /v1/alerts/%s/track HTTP/1.1".formatted(alert),
                        "Host: " + house.service().address().getAuthority(),
                        "Authorization: Bearer " + ben.token());
        assertEquals("Accept", got.header("Vary"), got::head);
    }

    private static String raised() {
        var press = "{\"clientAlertId\":\"%s\",\"kind\":\"sos\"}".formatted(UUID.randomUUID());
        return ben.call("POST", "/v1/alerts", press).body().path("alertId").asText();
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        for (var call : document.calls()) {
            if (document.hasBody(call) && isByRecord(call.path())) {
                for (var bytes :
                        List.of(
                                "{\"x\":\"\u00c0\u00af\"}".getBytes(StandardCharsets.ISO_8859_1),
                                "{\"x\":\"\u00ed\u00a0\u0080\"}"
                                        .getBytes(StandardCharsets.ISO_8859_1),
                                "\u00ef\u00bb\u00bf{}".getBytes(StandardCharsets.ISO_8859_1),
                                "{}".getBytes(StandardCharsets.UTF_16LE),
                                "{}".getBytes(StandardCharsets.UTF_16))) {
                    var path = call.path().replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
                    var said = ben.send(call.method(), path, "application/json", bytes);
                    if (!said.code().equals("malformed-message")
                            && !said.code().equals("not-allowed")) {
                        wrong.add(call + ": " + said);
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** Apps' reports and triggers are taken whatever their letters; a farewell is no record. */
    private static boolean isByRecord(String path) {
        return path.startsWith("/v1/")
                && !path.startsWith("/v1/ingest/")
                && !Set.of("/v1/alerts", "/v1/me").contains(path);
    }

    @Test
    void whatNoResourceHasIsAProblemToo() {
        var host = "Host: " + house.service().address().getAuthority();
        var post = "POST /v1/contacts HTTP/1.1";
        Map<String, RawHttp.Got> asked =
                Map.of(
                        "too-large a body",
                        raw.send(post, host, "Content-Length: 1048577"),
                        "too-large a call for help",
                        raw.send("POST /v1/alerts HTTP/1.1", host, "Content-Length: 99999999"),
                        "malformed-message without a host",
                        raw.send("GET /v1/me HTTP/1.1"));
        asked.forEach((what, got) -> {
            var code = what.split(" ")[0];
            if (!got.isProblem(code.equals("too-large") ? 413 : 400, code)) {
                wrong.add(what + ": " + got);
            }
        });
        assertEquals(List.of(), wrong);
    }

    @Test
    void aMethodThatAPathHasNotIsAnsweredWithThoseThatItHas() {
        var host = "Host: " + house.service().address().getAuthority();
        published()
                .forEach((path, methods) -> {
                    for (var method : METHODS) {
                        if (!methods.contains(method)) {
                            var line = method + " " + path + " HTTP/1.1";
                            var got = raw.send(line, host, "Content-Length: 0");
                            if (!got.isProblem(405, "method-not-allowed")
                                    || !got.list("Allow").equals(allowed(methods))) {
                                wrong.add(line + ": " + got.head());
                            }
                        }
                    }
                    var line = "OPTIONS " + path + " HTTP/1.1";
                    var got = raw.send(line, host);
                    if (got.status() != 200 || !got.list("Allow").equals(allowed(methods))) {
                        wrong.add(line + ": " + got.head());
                    }
                });
        assertEquals(List.of(), wrong);
    }

    /** The methods of each path, with ids in the place of its parameters. */
    private static Map<String, Set<String>> published() {
        return document.calls().stream()
                .filter(call -> call.path().startsWith("/v1/"))
                .collect(
                        Collectors.groupingBy(
                                call -> call.path().replaceAll("\\{[^}]*}", "x"),
                                TreeMap::new,
                                Collectors.mapping(OpenApi.Call::method, Collectors.toSet())));
    }

    private static Set<String> allowed(Set<String> methods) {
        var all = new TreeSet<>(methods);
        all.add("OPTIONS");
        if (methods.contains("GET")) {
            all.add("HEAD");
        }
        return all;
    }
}
