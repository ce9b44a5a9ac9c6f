package dev.mayday.notification.twilio;

import static dev.mayday.notification.Samples.DELIVERY;
import static dev.mayday.notification.Samples.alert;
import static dev.mayday.notification.Samples.raised;
import static dev.mayday.notification.Samples.to;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Outcome.Accepted;
import dev.mayday.notification.Outcome.RetryLater;
import dev.mayday.notification.Outcome.Silent;
import dev.mayday.notification.Outcome.Unavailable;
import dev.mayday.notification.Samples;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real HTTP server on the loopback: what is sent, and what its answers mean. */
class TwilioSendersTest {
    private static final String NUMBER = "+4915112345678";

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private int status = 201;
    private String answer = "{\"sid\":\"SM1\",\"status\":\"queued\"}";
    private String retryAfter = "";

    @BeforeEach
    void open() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                        asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
                        asked.add(exchange.getRequestHeaders().getFirst("Content-Type"));
                        asked.add(
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8));
                        if (!retryAfter.isEmpty()) {
                            exchange.getResponseHeaders().set("Retry-After", retryAfter);
                        }
                        var body = answer.getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                        exchange.getResponseBody().write(body);
                    }
                });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void aTextMessageIsOneFormWithItsCallback() {
        assertEquals(new Accepted("SM1"), text());

        assertEquals("POST /api/2010-04-01/Accounts/AC1/Messages.json", asked.get(0));
        assertEquals(
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString("AC1:token".getBytes(StandardCharsets.UTF_8)),
                asked.get(1));
        assertTrue(asked.get(2).startsWith("application/x-www-form-urlencoded"));
        assertEquals(
                Form.of(
                        "To",
                        NUMBER,
                        "From",
                        "+15005550006",
                        "Body",
                        "https://mayday.example/a/token Dana needs help: SOS. Reply 1 if you are going."
                                + " Place 21 s old, to 9 m. Battery 81%.",
                        "StatusCallback",
                        "https://mayday.example/v1/providers/twilio/sms/" + DELIVERY + "/status"),
                Form.parse(asked.get(3)));
    }

    @Test
    void aCallSaysWhereItsWordsAreAndWhatWeWantToHearOfIt() {
        answer = "{\"sid\":\"CA1\"}";
        assertEquals(new Accepted("CA1"), call());

        assertEquals("POST /api/2010-04-01/Accounts/AC1/Calls.json", asked.get(0));
        var call = "https://mayday.example/v1/providers/twilio/voice/" + DELIVERY;
        assertEquals(
                Form.of(
                        "To",
                        NUMBER,
                        "From",
                        "+15005550006",
                        "Url",
                        call,
                        "Method",
                        "POST",
                        "StatusCallback",
                        call + "/status",
                        "StatusCallbackMethod",
                        "POST",
                        "StatusCallbackEvent",
                        "initiated",
                        "StatusCallbackEvent",
                        "ringing",
                        "StatusCallbackEvent",
                        "answered",
                        "StatusCallbackEvent",
                        "completed",
                        "MachineDetection",
                        "Enable",
                        "Timeout",
                        "25"),
                Form.parse(asked.get(3)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"sid\":null}", "{\"sid\":\"\"}"})
    void whatTookTheMessageTookItWhateverElseItSays(String body) {
        answer = body;
        assertEquals(new Accepted(null), text());
    }

    @ParameterizedTest
    @CsvSource({
        "400, 21211, Rejected",
        "400, 21614, Rejected",
        "400, 21610, Rejected",
        "403, 21610, Rejected",
        "422, 0,     Rejected",
        "400, 21606, Unavailable",
        "400, 21212, Unavailable",
        "401, 20003, Unavailable",
        "403, 0,     Unavailable",
        "404, 20404, Unavailable",
        "500, 0,     Unavailable",
        "503, 20503, Unavailable",
        "302, 0,     Unavailable",
        "429, 20429, RetryLater"
    })
    void theAnswerDecidesAndNeverTellsTheNumber(int given, int code, String expected) {
        status = given;
        answer = "{\"code\":%d,\"message\":\"%s is bad\"}".formatted(code, NUMBER);

        var outcome = text();
        assertEquals(expected, outcome.getClass().getSimpleName());
        assertFalse(outcome.toString().contains("4915112345678"), outcome::toString);
        assertTrue(outcome.toString().contains("answered " + given), outcome::toString);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "'Mon, 23 Nov 2026 10:00:31 GMT', 30", "999999, 3600", "soon, -1"})
    void aProviderThatIsBusySaysForHowLong(String header, long seconds) {
        status = 429;
        retryAfter = header;

        var later = assertInstanceOf(RetryLater.class, text());
        assertEquals(seconds < 0 ? null : Duration.ofSeconds(seconds), later.after());
    }

    @Test
    void nobodyThereIsUnavailable() throws Exception {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var outcome = assertInstanceOf(Unavailable.class, sms(settings(nobody)).send(message()));
        assertFalse(outcome.why().contains("127.0.0.1"));
    }

    @Test
    void oneThatNeverAnswersIsSilentInTime() throws Exception {
        try (var silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var quick =
                    Samples.mapping(
                            dev.mayday.notification.NotificationSettings.class,
                            "mayday.notification",
                            "send-timeout",
                            "PT0.3S");
            var settings = settings(silent.getLocalPort());
            var sms =
                    new TwilioSms(
                            new TwilioApi(settings, quick), callbacks(settings), Samples.wording());
            assertInstanceOf(Silent.class, sms.send(message()));
        }
    }

    @Test
    void withoutAnAccountItIsNotThereAndHalfAnAccountIsAMistake() {
        var none = Samples.mapping(TwilioSettings.class, "mayday.twilio");
        assertFalse(sms(none).configured());
        var half = Samples.mapping(TwilioSettings.class, "mayday.twilio", "account", "AC1");
        assertThrows(IllegalStateException.class, () -> sms(half));
    }

    private Outcome text() {
        return sms(settings(server.getAddress().getPort())).send(message());
    }

    private Outcome call() {
        var settings = settings(server.getAddress().getPort());
        return new TwilioVoice(new TwilioApi(settings, Samples.settings()), callbacks(settings))
                .send(message());
    }

    private static dev.mayday.notification.Message message() {
        return to(NUMBER, raised(alert("Dana", false, false, null)));
    }

    private static TwilioSms sms(TwilioSettings settings) {
        return new TwilioSms(
                new TwilioApi(settings, Samples.settings()),
                callbacks(settings),
                Samples.wording());
    }

    private static Callbacks callbacks(TwilioSettings settings) {
        return new Callbacks(settings, "https://mayday.example/");
    }

    private static TwilioSettings settings(int port) {
        return Samples.mapping(
                TwilioSettings.class,
                "mayday.twilio",
                "url",
                "http://127.0.0.1:" + port + "/api/",
                "account",
                "AC1",
                "token",
                "token",
                "from",
                "+15005550006");
    }
}
