package dev.mayday.operator;

import static dev.mayday.operator.ControlRoom.API;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Account;
import dev.mayday.local.Bearer;
import dev.mayday.local.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is an operator, and that nobody else gets in. */
class OperatorAccessIT {
    private static ControlRoom room;

    @BeforeAll
    static void open() {
        room =
                ControlRoom.open(plan ->
                        plan.with(
                                "MAYDAY_OPERATOR_EMAILS",
                                "olga@example.org,otto@example.org,nobody.yet@example.org,mover@example.org"));
    }

    @AfterAll
    static void close() {
        room.close();
    }

    private record Call(String method, String path) {
        int by(Bearer who) {
            return who.wire()
                    .call(
                            method,
                            API + path,
                            method.equals("GET")
                                    ? Optional.empty()
                                    : Optional.of(Json.object("enabled", true)),
                            Optional.of(who.token().get()))
                    .status();
        }
    }

    private static List<Call> calls() {
        var id = ControlRoom.any();
        return List.of(
                new Call("GET", "overview"),
                new Call("GET", "users"),
                new Call("GET", "users/" + id),
                new Call("POST", "users/" + id + "/sessions/end"),
                new Call("GET", "alerts"),
                new Call("GET", "alerts/" + id),
                new Call("POST", "alerts/" + id + "/break-glass"),
                new Call("GET", "alerts/" + id + "/place"),
                new Call("GET", "deliveries"),
                new Call("GET", "deliveries/" + id),
                new Call("GET", "providers"),
                new Call("PUT", "providers/nobody"),
                new Call("GET", "dead-letters"),
                new Call("POST", "dead-letters/recorder:0:7/replay"),
                new Call("GET", "drills"),
                new Call("GET", "audit"));
    }

    private static List<Integer> answers(Bearer who) {
        return calls().stream().map(call -> call.by(who)).distinct().toList();
    }

    @Test
    void whoIsNoOperatorIsRefusedEverywhere() {
        var anna = room.house().mayday().phone("Anna");
        var device =
                anna.bearer().post("/v1/me/devices", "name", "Watch").ok().get("token").asText();
        var unverified = ControlRoom.signUp(room.house(), "nobody.yet@example.org");

        assertEquals(List.of(403), answers(anna.bearer()));
        assertEquals("not-allowed", anna.bearer().get(API + "overview").code());
        assertEquals(List.of(403), answers(new Bearer(anna.bearer().wire(), () -> device)));
        assertEquals(List.of(403), answers(unverified.bearer()), "named, but not verified");
        assertEquals(List.of(401), answers(new Bearer(anna.bearer().wire(), () -> "a.b.c")));
        assertEquals("user", role(anna.account()));
        assertEquals("user", role(unverified));
        assertEquals(List.of(200, 404), answers(room.operator()), "these are the calls");
        assertEquals("operator", role(room.olga()));
    }

    @Test
    void whoeverVerifiesTheAddressIsOneAndWhoeverChangesItIsNot() {
        var mover = ControlRoom.signUp(room.house(), "mover@example.org");
        assertEquals(403, mover.bearer().get(API + "users").status());
        ControlRoom.verify(room.house(), mover);
        assertEquals(200, mover.bearer().get(API + "users").status());

        var token = mover.bearer().token().get();
        mover.bearer()
                .patch("/v1/me", "email", "moved@example.org", "password", mover.password())
                .ok();
        var asBefore = new Bearer(mover.bearer().wire(), () -> token);
        assertEquals(403, asBefore.get(API + "users").status());
        assertEquals("user", asBefore.get("/v1/me").ok().get("role").asText());
    }

    @Test
    void anEndedSessionIsGoodForNothing() {
        var token = room.otto().bearer().token().get();
        var id = ControlRoom.idOf(room.otto());

        room.operator().post(API + "users/" + id + "/sessions/end").ok();

        assertEquals(List.of(401), answers(new Bearer(room.operator().wire(), () -> token)));
        assertEquals(1, room.lists("audit?subjectId=" + id + "&action=user.sessions.end").size());
    }

    private static String role(Account account) {
        return account.bearer().get("/v1/me").ok().get("role").asText();
    }
}
