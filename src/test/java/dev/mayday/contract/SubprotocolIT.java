package dev.mayday.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.House;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser offers to have its token taken, in whatever order. */
class SubprotocolIT {
    private static final String OWN = "mayday.v1";
    private static final String CARRIER = "bearer-token-carrier";

    private static House house;
    private static String token;

    @BeforeAll
    static void open() {
        house = House.open();
        token =
                "quarkus-http-upgrade%23Authorization%23Bearer%20"
                        + house.mayday().phone("Anna").bearer().token().get();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"device", "guardian"})
    void oursIsSelectedWhereverItIsOffered(String channel) {
        assertEquals(OWN, selected(channel, OWN, CARRIER, token));
        assertEquals(OWN, selected(channel, CARRIER, OWN, token));
        assertEquals(OWN, selected(channel, CARRIER, token, OWN));
        assertEquals(OWN, selected(channel, token, CARRIER, "mayday.v2", OWN));
        assertEquals(CARRIER, selected(channel, CARRIER, token));
        assertEquals(CARRIER, selected(channel, token, "mayday.v2", CARRIER));
    }

    private static String selected(String channel, String first, String... others) {
        var address =
                URI.create("ws://" + house.service().address().getAuthority() + "/v1/" + channel);
        try (var client = HttpClient.newHttpClient()) {
            var socket =
                    client.newWebSocketBuilder()
                            .subprotocols(first, others)
                            .buildAsync(address, new WebSocket.Listener() {})
                            .join();
            socket.abort();
            return socket.getSubprotocol();
        }
    }
}
