package dev.mayday.local;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes the accounts that a new local Mayday has to be tried with, as their owners would: signs up,
 * verifies the e-mail with the code from the inbox, invites, accepts; and the operator's. Run
 * again, it finds them and changes nothing.
 */
final class DemoAccounts {

    static final String PERSON = "demo@mayday.local";
    static final String GUARDIAN = "guardian@mayday.local";
    static final String OPERATOR = "operator@mayday.local";
    static final String PASSWORD = "mayday-demo";

    /** The guardian's telephone: a number that is nobody's. */
    static final String TELEPHONE = "+12025550143";

    private static final String CONTACT = "Anna";

    /** A code bears five wrong tries. */
    private static final int MOST_CODES = 4;

    private static final Pattern CODE = Pattern.compile("\\b(\\d{6})\\b");

    private final Wire wire;
    private final Inbox inbox;
    private final List<Map<String, String>> channels = new ArrayList<>();

    /**
     * @param telephones whether text messages and calls go to the sandbox
     */
    private DemoAccounts(Wire wire, Inbox inbox, boolean telephones) {
        this.wire = wire;
        this.inbox = inbox;
        channels.add(Map.of("type", "email", "address", GUARDIAN));
        channels.add(Map.of("type", "webhook", "address", inbox.base() + "/hook/anna"));
        if (telephones) {
            channels.add(Map.of("type", "sms", "address", TELEPHONE));
            channels.add(Map.of("type", "voice", "address", TELEPHONE));
        }
    }

    public static void main(String[] args) {
        var settings = System.getenv();
        var host = "http://" + settings.getOrDefault("MAYDAY_HOST", "127.0.0.1") + ":";
        var inboxHost = "http://" + settings.getOrDefault("MAYDAY_INBOX_HOST", "127.0.0.1") + ":";
        new DemoAccounts(
                        new Wire(
                                URI.create(
                                        host + settings.getOrDefault("MAYDAY_HTTP_PORT", "8080"))),
                        new Inbox(
                                URI.create(
                                        inboxHost
                                                + settings.getOrDefault(
                                                        "MAYDAY_INBOX_PORT", "8025"))),
                        Stream.of("SMPP_HOST", "TWILIO_ACCOUNT", "TWILIO_URL")
                                .noneMatch(name -> settings.containsKey("MAYDAY_" + name)))
                .make();
    }

    private void make() {
        var operator = account(OPERATOR, "Operator");
        if (!operator.get("/v1/me").ok().path("emailVerified").asBoolean()) {
            verifyEmail(OPERATOR, operator);
        }
        var person = account(PERSON, "Demo");
        var guardian = account(GUARDIAN, CONTACT);
        for (JsonNode contact : person.get("/v1/contacts").ok().path("items")) {
            if (isComplete(contact)) {
                return;
            }
            // an earlier run was cut short, or knew of fewer channels: begin again
            person.delete("/v1/contacts/" + contact.path("id").asText()).ok();
        }
        verifyEmail(PERSON, person);
        person.put("/v1/me/pins", "pin", "1234", "duressPin", "9999").ok();
        int before = inbox.of(GUARDIAN).size();
        var contact =
                person.post(
                                "/v1/contacts",
                                "name",
                                CONTACT,
                                "relationship",
                                "sister",
                                "tier",
                                1,
                                "channels",
                                channels)
                        .ok();
        var invitation =
                inbox
                        .await(GUARDIAN, "the invitation", before + 1, letter -> true, PATIENCE)
                        .stream()
                        .flatMap(letter -> letter.token('i').stream())
                        .reduce((earlier, later) -> later)
                        .orElseThrow();
        guardian.post("/v1/invitations/" + invitation + "/accept").ok();
        for (JsonNode channel : contact.path("channels")) {
            if (channel.path("type").asText().equals("webhook")) {
                var path = "/v1/contacts/%s/channels/%s/verification";
                person.post(
                                path.formatted(
                                        contact.path("id").asText(), channel.path("id").asText()))
                        .ok();
            }
        }
    }

    private Bearer account(String email, String name) {
        var answer =
                wire.call(
                        "POST",
                        "/v1/users",
                        Optional.of(
                                Json.object("email", email, "name", name, "password", PASSWORD)),
                        Optional.empty());
        if (answer.status() != 409) {
            answer.ok();
        }
        return Account.of(wire, email, PASSWORD).bearer();
    }

    /**
     * The mail of the sign-up may come before or after the one that is asked for: the newer code is
     * good.
     */
    private void verifyEmail(String email, Bearer bearer) {
        int before = inbox.of(email).size();
        bearer.post("/v1/me/email/verification").ok();
        var tried = new HashSet<String>();
        for (int letters = before + 1; ; letters++) {
            for (var letter :
                    inbox.await(email, "the code", letters, any -> true, PATIENCE).reversed()) {
                var code = CODE.matcher(letter.body());
                if (code.find()
                        && tried.add(code.group(1))
                        && confirms(bearer, code.group(1), tried.size() == MOST_CODES)) {
                    return;
                }
            }
        }
    }

    private static boolean confirms(Bearer bearer, String code, boolean last) {
        var answer = bearer.post("/v1/me/email/verification/confirm", "code", code);
        if (answer.status() == 400 && !last) {
            return false;
        }
        answer.ok();
        return true;
    }

    private boolean isComplete(JsonNode contact) {
        return contact.path("name").asText().equals(CONTACT)
                && contact.path("channels").size() >= channels.size()
                && contact.path("channels")
                        .valueStream()
                        .anyMatch(channel ->
                                channel.path("type").asText().equals("email")
                                        && channel.path("state").asText().equals("verified"));
    }
}
