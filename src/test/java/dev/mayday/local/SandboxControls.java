package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the inbox page lets one do, and the provider's own API.
 *
 * <pre>
 * POST /calls/{sid}       {"action": "answer|1|2|hang-up|machine|no-answer|busy|failed"}
 * POST /sms/reply         {"from", "to", "text"}: somebody answers a text message
 * GET  /providers         {"providers": {"smtp": "ok", …}}
 * POST /providers/{name}  {"mode": "ok|slow|failing|dead"}
 *      /twilio/…          the API of the provider of text messages and calls
 * </pre>
 */
final class SandboxControls {

    private static final int MOST_BYTES = 1 << 18;

    private final SandboxMessages messages;
    private final SandboxFaults faults;
    private final @Nullable SandboxTwilio twilio;
    private final @Nullable SandboxSms sms;

    SandboxControls(
            SandboxMessages messages,
            SandboxFaults faults,
            @Nullable SandboxTwilio twilio,
            @Nullable SandboxSms sms) {
        this.messages = messages;
        this.faults = faults;
        this.twilio = twilio;
        this.sms = sms;
    }

    /**
     * @return whether it was for this, and is answered
     */
    boolean answers(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var request = exchange.getRequestMethod() + " " + path;
        try {
            switch (request) {
                case "GET /providers" ->
                        SandboxWeb.sendJson(exchange, 200, Map.of("providers", faults.all()));
                case "POST /sms/reply" -> done(exchange, reply(Json.read(body(exchange))));
                case String set when set.startsWith("POST /providers/") -> {
                    faults.set(
                            path.substring("/providers/".length()),
                            SandboxFaults.Mode.of(text(Json.read(body(exchange)), "mode")));
                    done(exchange, true);
                }
                case String act when act.startsWith("POST /calls/") -> {
                    var action = text(Json.read(body(exchange)), "action");
                    if (twilio != null) {
                        twilio.act(path.substring("/calls/".length()), action);
                    }
                    done(exchange, twilio != null);
                }
                case String api when api.startsWith("POST /twilio/") && twilio != null ->
                        twilio.answer(exchange, body(exchange));
                default -> {
                    return false;
                }
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            SandboxWeb.sendJson(
                    exchange,
                    e instanceof IllegalArgumentException ? 400 : 502,
                    Map.of("error", String.valueOf(e.getMessage())));
        }
        return true;
    }

    /** By the provider that brought the message that is answered. */
    private boolean reply(JsonNode asked) {
        var from = text(asked, "from");
        var provider =
                messages
                        .newest(
                                message ->
                                        message.channel().equals("sms")
                                                && message.to().equals(from),
                                1)
                        .stream()
                        .map(message ->
                                message.provider() == null
                                        ? SandboxFaults.SMPP
                                        : message.provider())
                        .findFirst()
                        .orElse(twilio != null ? SandboxFaults.TWILIO : SandboxFaults.SMPP);
        var to = asked.path("to").asText("");
        if (twilio != null && SandboxFaults.TWILIO.equals(provider)) {
            twilio.reply(from, to.isEmpty() ? Sandbox.TWILIO_FROM : to, text(asked, "text"));
            return true;
        }
        return sms != null && sms.text(from, to.isEmpty() ? null : to, text(asked, "text"));
    }

    private static String text(JsonNode asked, String field) {
        var text = asked.path(field).asText("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return text;
    }

    private static void done(HttpExchange exchange, boolean done) throws IOException {
        exchange.sendResponseHeaders(done ? 204 : 404, -1);
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
}
