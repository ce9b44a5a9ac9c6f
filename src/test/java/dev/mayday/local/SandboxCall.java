package dev.mayday.local;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One call of the Twilio-shaped provider. It rings until somebody does something about it; what
 * they do is told to the customer as Twilio does, and the customer says what is to be heard.
 */
final class SandboxCall {

    private final String sid;
    private final Map<String, String> form;
    private final TwilioLine line;
    private final BiConsumer<String, String> shows;
    private String status = "ringing";
    private String body = "";
    private Optional<String> action = Optional.empty();

    /**
     * @param form what the customer asked for
     * @param shows is told the call's status and all that was heard in it so far
     */
    SandboxCall(
            String sid,
            Map<String, String> form,
            TwilioLine line,
            BiConsumer<String, String> shows) {
        this.sid = sid;
        this.form = form;
        this.line = line;
        this.shows = shows;
    }

    /** It rings, and the customer is told so. */
    synchronized void rings() throws IOException {
        tell("initiated", Map.of());
        tell("ringing", Map.of());
    }

    /**
     * @param what answer, a key (which answers too), hang-up, machine, no-answer, busy or failed
     * @throws IllegalArgumentException if nothing of the kind can be done with it now
     */
    synchronized void act(String what) throws IOException {
        boolean rings = status.equals("ringing");
        switch (what) {
            case "answer" -> {
                require(rings);
                answered("human");
            }
            case "machine" -> {
                require(rings);
                answered("machine_start");
                ends("machine_start");
            }
            case "no-answer", "busy", "failed" -> {
                require(rings);
                status = what;
                show();
                tell(what, Map.of());
            }
            case "hang-up" -> {
                require(status.equals("in-progress"));
                ends("human");
            }
            default -> {
                require(what.matches("[0-9*#]"));
                if (rings) {
                    answered("human");
                }
                press(what);
            }
        }
    }

    private void answered(String by) throws IOException {
        status = "in-progress";
        show();
        tell("in-progress", Map.of("AnsweredBy", by));
        hears(form.get("Url"), by, Map.of());
        if (action.isEmpty() && by.equals("human")) {
            ends(by); // there is nothing more to it than to listen
        }
    }

    private void press(String key) throws IOException {
        require(status.equals("in-progress") && action.isPresent());
        hears(action.get(), "human", Map.of("Digits", key));
        if (action.isEmpty()) {
            ends("human");
        }
    }

    private void hears(String url, String by, Map<String, String> more) throws IOException {
        var fields = fields("in-progress");
        fields.put("AnsweredBy", by);
        fields.putAll(more);
        var answer = line.post(url, fields);
        if (answer.statusCode() != 200) {
            throw new IOException("the customer answered " + answer.statusCode());
        }
        var heard = TwimlHeard.of(answer.body());
        body += body.isEmpty() || heard.text().isEmpty() ? heard.text() : "\n" + heard.text();
        action = heard.action();
        show();
    }

    private void ends(String by) throws IOException {
        status = "completed";
        show();
        tell(status, Map.of("AnsweredBy", by, "CallDuration", "12"));
    }

    private void tell(String news, Map<String, String> more) throws IOException {
        if (form.containsKey("StatusCallback")) {
            var fields = fields(news);
            fields.putAll(more);
            line.post(form.get("StatusCallback"), fields);
        }
    }

    private Map<String, String> fields(String news) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("AccountSid", Sandbox.TWILIO_ACCOUNT);
        fields.put("ApiVersion", "2010-04-01");
        fields.put("CallSid", sid);
        fields.put("CallStatus", news);
        fields.put("Direction", "outbound-api");
        fields.put("From", form.get("From"));
        fields.put("To", form.get("To"));
        return fields;
    }

    private void show() {
        shows.accept(status, body);
    }

    private void require(boolean possible) {
        if (!possible) {
            throw new IllegalArgumentException("not while the call is " + status);
        }
    }
}
