package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Press;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What HTTP, JSON and the contract's conventions say of every call, whichever it is. */
class HttpConventionsIT {
    private static House house;

    @BeforeAll
    static void open() {
        house = House.open(Broker.shared(), plan -> plan);
    }

    @AfterAll
    static void close() {
        house.close();
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
}
