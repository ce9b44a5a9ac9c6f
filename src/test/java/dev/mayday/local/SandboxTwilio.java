package dev.mayday.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A provider of text messages and calls with Twilio's API, in place of the real one: takes {@code
 * Messages.json} and {@code Calls.json}, and calls back with signed requests.
 *
 * <p>A recipient that is to be answered with a status of 400 or more is refused with it; with an
 * error code of Twilio's (30003), its text messages are taken and then not delivered; with 202 they
 * are taken, and nothing more is said of them.
 */
public final class SandboxTwilio implements AutoCloseable {

    /** Such a message is taken, and that is the last that is heard of it. */
    private static final int TAKEN = 202;

    private static final String NUMBER = "\\+[1-9][0-9]{6,14}";
    private static final String CREDENTIALS =
            "Basic "
                    + Base64.getEncoder()
                            .encodeToString(
                                    (Sandbox.TWILIO_ACCOUNT + ":" + Sandbox.TWILIO_TOKEN)
                                            .getBytes(StandardCharsets.UTF_8));

    private final SandboxMessages messages;
    private final SandboxFaults faults;
    private final TwilioLine line;
    private final Map<String, SandboxCall> calls = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable String incoming;

    /**
     * @param service where Mayday is, if its public address does not lead there from here
     * @param publicUrl Mayday's, if it is known before it has sent anything
     */
    SandboxTwilio(
            SandboxMessages messages,
            SandboxFaults faults,
            Optional<URI> service,
            Optional<String> publicUrl) {
        this.messages = messages;
        this.faults = faults;
        this.line = new TwilioLine(Sandbox.TWILIO_TOKEN, service);
        this.incoming = publicUrl.map(SandboxTwilio::incomingOf).orElse(null);
    }

    /**
     * Does something about a call: {@code answer}, a key, {@code hang-up}, {@code machine}, {@code
     * no-answer}, {@code busy} or {@code failed}. All that Mayday is told of it, it has been told
     * when this returns.
     */
    public void act(String call, String what) {
        var ringing = calls.get(call);
        if (ringing == null) {
            throw new IllegalArgumentException("no such call");
        }
        try {
            ringing.act(what);
        } catch (IOException e) {
            throw new IllegalStateException("Mayday can't be called back", e);
        }
    }

    /** A text message from somebody's telephone to ours. */
    public void reply(String from, String to, String text) {
        var url = incoming;
        if (url == null) {
            throw new IllegalStateException(
                    "Mayday has sent nothing yet: its address is not known");
        }
        var form = new LinkedHashMap<String, String>();
        form.put("AccountSid", Sandbox.TWILIO_ACCOUNT);
        form.put("Body", text);
        form.put("From", from);
        form.put("MessageSid", sid("SM"));
        form.put("NumMedia", "0");
        form.put("To", to);
        int status = callBack(url, form, null).statusCode();
        if (status != 200) {
            throw new IllegalStateException("Mayday answered " + status);
        }
    }

    /** A callback as somebody makes it who knows the secret, or with a signature that is wrong. */
    public HttpResponse<String> callBack(
            String url, Map<String, String> form, @Nullable String signature) {
        try {
            return line.post(url, form, signature == null ? line.sign(url, form) : signature);
        } catch (IOException e) {
            throw new IllegalStateException("Mayday can't be called back", e);
        }
    }

    /** What the provider signs such a callback with. */
    public String signature(String url, Map<String, String> form) {
        return line.sign(url, form);
    }

    /** One request to the API, below {@code /twilio}. */
    void answer(HttpExchange exchange, String body) throws IOException {
        if (faults.spoil(SandboxFaults.TWILIO, exchange)) {
            return;
        }
        if (!CREDENTIALS.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refuse(exchange, 401, 20003, "Authenticate");
            return;
        }
        var accounts = "/twilio/2010-04-01/Accounts/" + Sandbox.TWILIO_ACCOUNT;
        var form = form(body);
        var refusal = messages.answerOf(form.getOrDefault("To", ""));
        if (refusal != null) {
            SandboxWeb.pause(refusal.afterMillis());
        }
        if (refusal != null && refusal.status() >= 400 && refusal.status() < 600) {
            refuse(exchange, refusal.status(), 21211, "as the test wants it");
            return;
        }
        if (!form.getOrDefault("To", "").matches(NUMBER)) {
            refuse(exchange, 400, 21211, "Invalid 'To' Phone Number");
            return;
        }
        switch (exchange.getRequestURI().getPath().substring(accounts.length())) {
            case "/Messages.json" -> text(exchange, form, refusal);
            case "/Calls.json" -> call(exchange, form);
            default -> refuse(exchange, 404, 20404, "no such resource");
        }
    }

    private void text(
            HttpExchange exchange,
            Map<String, String> form,
            SandboxMessages.@Nullable Answer refusal)
            throws IOException {
        if (form.getOrDefault("Body", "").isEmpty()) {
            refuse(exchange, 400, 21602, "Message body is required");
            return;
        }
        var sid = sid("SM");
        var code = refusal == null ? 0 : refusal.status();
        messages.add(message("sms", sid, form, form.get("Body"), "sent"));
        accept(exchange, sid, form);
        if (code != TAKEN) {
            threads.execute(() -> follow(sid, form, code));
        }
    }

    private void follow(String sid, Map<String, String> form, int code) {
        var url = form.get("StatusCallback");
        if (url == null) {
            return;
        }
        incoming = incomingOf(url.replaceFirst("/v1/providers/.*", ""));
        status(url, sid, form, "sent", 0);
        status(url, sid, form, code == 0 ? "delivered" : "undelivered", code);
        messages.change(sid, told -> told.as(code == 0 ? "delivered" : "undelivered", told.body()));
    }

    private void status(String url, String sid, Map<String, String> form, String news, int code) {
        var fields = new TreeMap<String, String>();
        fields.put("AccountSid", Sandbox.TWILIO_ACCOUNT);
        fields.put("From", form.get("From"));
        fields.put("MessageSid", sid);
        fields.put("MessageStatus", news);
        fields.put("SmsSid", sid);
        fields.put("SmsStatus", news);
        fields.put("To", form.get("To"));
        if (code != 0) {
            fields.put("ErrorCode", String.valueOf(code));
        }
        try {
            line.post(url, fields);
        } catch (IOException e) {
            // as with the real one: whoever is not there is not told
        }
    }

    private void call(HttpExchange exchange, Map<String, String> form) throws IOException {
        if (!form.containsKey("Url")) {
            refuse(exchange, 400, 21205, "Url is required");
            return;
        }
        var sid = sid("CA");
        var call =
                new SandboxCall(
                        sid,
                        form,
                        line,
                        (status, heard) -> messages.change(sid, told -> told.as(status, heard)));
        calls.put(sid, call);
        messages.add(message("voice", sid, form, "", "ringing"));
        accept(exchange, sid, form);
        threads.execute(() -> {
            try {
                call.rings();
            } catch (IOException e) {
                // it rings all the same
            }
        });
    }

    private static SandboxMessage message(
            String channel, String sid, Map<String, String> form, String body, String state) {
        var fields = new TreeMap<String, String>();
        form.forEach((name, value) -> fields.put(name.toLowerCase(java.util.Locale.ROOT), value));
        fields.remove("body");
        return new SandboxMessage(
                channel,
                SandboxFaults.TWILIO,
                form.get("From"),
                form.get("To"),
                sid,
                null,
                body,
                state,
                Instant.now(),
                fields);
    }

    private static void accept(HttpExchange exchange, String sid, Map<String, String> form)
            throws IOException {
        SandboxWeb.sendJson(
                exchange,
                201,
                Map.of(
                        "sid",
                        sid,
                        "status",
                        "queued",
                        "account_sid",
                        Sandbox.TWILIO_ACCOUNT,
                        "from",
                        form.get("From"),
                        "to",
                        form.get("To")));
    }

    private static void refuse(HttpExchange exchange, int status, int code, String message)
            throws IOException {
        SandboxWeb.sendJson(
                exchange, status, Map.of("code", code, "message", message, "status", status));
    }

    static Map<String, String> form(String body) {
        var form = new LinkedHashMap<String, String>();
        for (var pair : body.split("&")) {
            var parts = pair.split("=", 2);
            form.merge(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8),
                    (one, more) -> one + " " + more);
        }
        return form;
    }

    private static String incomingOf(String publicUrl) {
        return publicUrl.replaceAll("/+$", "") + "/v1/providers/twilio/sms/incoming";
    }

    private static String sid(String kind) {
        return kind + UUID.randomUUID().toString().replace("-", "");
    }

    @Override
    public void close() {
        threads.shutdownNow();
        line.close();
    }
}
