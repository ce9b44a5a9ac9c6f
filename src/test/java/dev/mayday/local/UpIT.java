package dev.mayday.local;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** deploy/local as its users run it, beside whatever else runs here. */
class UpIT {

    private static final Path STATE = Piece.project().resolve("target/it/up");
    private static final Map<String, String> SETTINGS = new HashMap<>();

    @BeforeAll
    static void comesUpFromNothing() throws Exception {
        SETTINGS.put("MAYDAY_STATE", STATE.toString());
        SETTINGS.put("MAYDAY_BUILT", "yes"); // by the Maven that runs this test
        for (var port :
                List.of(
                        "HTTP",
                        "MANAGEMENT",
                        "INBOX",
                        "SMTP",
                        "SMPP",
                        "DB",
                        "KAFKA",
                        "KAFKA_CONTROLLER")) {
            SETTINGS.put("MAYDAY_" + port + "_PORT", String.valueOf(Piece.freePort()));
        }
        run("down", "--purge");
        run("up");
    }

    @AfterAll
    static void forgetsEverything() throws Exception {
        run("down", "--purge");
        assertFalse(Files.exists(STATE));
    }

    @Test
    void aSecondUpIsQuickAndLeavesWhatRunsAlone() throws Exception {
        var before = pids();
        var took = run("up");

        assertEquals(before, pids());
        assertTrue(took.compareTo(Duration.ofSeconds(20)) < 0, "took " + took);
    }

    @Test
    void upStartsJustWhatDied() throws Exception {
        var before = pids();
        run("kafka", "kill");
        run("up");

        var after = pids();
        assertFalse(before.get("kafka").equals(after.get("kafka")));
        before.remove("kafka");
        after.remove("kafka");
        assertEquals(before, after);
    }

    @Test
    void afterDownTheAccountsAreStillThere() throws Exception {
        run("down");
        assertEquals(Map.of(), pids());
        run("up");

        var wire = new Wire(URI.create("http://127.0.0.1:" + SETTINGS.get("MAYDAY_HTTP_PORT")));
        var person = Account.of(wire, DemoAccounts.PERSON, DemoAccounts.PASSWORD).bearer();
        var contacts = person.get("/v1/contacts").ok().path("items");
        assertEquals(1, contacts.size());
        assertEquals("Anna", contacts.path(0).path("name").asText());
        assertEquals(
                List.of("email", "sms", "voice", "webhook"),
                contacts.path(0)
                        .path("channels")
                        .valueStream()
                        .map(channel -> channel.path("type").asText())
                        .sorted()
                        .toList());
    }

    @Test
    void theDemoGoesFromThePressToTheEnd() throws Exception {
        run("demo", "--auto", "--seconds", "5");

        var inbox = inbox();
        for (var channel : List.of("sms", "voice")) {
            inbox.await(
                    DemoAccounts.TELEPHONE,
                    "by " + channel,
                    letter -> letter.channel().equals(channel),
                    PATIENCE);
        }
    }

    @Test
    void aCallRingsInTheInboxUntilItIsAnsweredThere() {
        var inbox = inbox();
        var wire = new Wire(URI.create("http://127.0.0.1:" + SETTINGS.get("MAYDAY_HTTP_PORT")));
        var number = "+4915112345678";
        var person = Account.signUp(wire, "Caller").bearer();
        var contact =
                person.post(
                                "/v1/contacts",
                                "name",
                                "Ben",
                                "channels",
                                List.of(Map.of("type", "voice", "address", number)))
                        .ok();
        var channel = contact.path("channels").path(0).path("id").asText();
        var path =
                "/v1/contacts/%s/channels/%s/verification"
                        .formatted(contact.path("id").asText(), channel);
        person.post(path).ok();
        var call = inbox.await(number, "a call", letter -> true, PATIENCE);
        new Wire(inbox.base())
                .call(
                        "POST",
                        "/calls/" + call.id(),
                        Optional.of(Json.object("action", "answer")),
                        Optional.empty())
                .ok();

        var digits = Pattern.compile("(\\d, ){5}\\d").matcher(inbox.of(number).getLast().body());
        assertTrue(digits.find());
        var code = digits.group().replace(", ", "");
        assertEquals(204, person.post(path + "/confirm", "code", code).status());
    }

    @Test
    void aPidFileOfSomebodyElsesProcessEndsNobody() throws Exception {
        var bystander = new ProcessBuilder("sleep", "60").start();
        try {
            var state = Files.createTempDirectory("mayday-bystander");
            Files.writeString(state.resolve("kafka.pid"), String.valueOf(bystander.pid()));
            run(Map.of("MAYDAY_STATE", state.toString()), "kafka", "kill");
            assertTrue(bystander.isAlive());
        } finally {
            bystander.destroy();
        }
    }

    private static Inbox inbox() {
        return new Inbox(URI.create("http://127.0.0.1:" + SETTINGS.get("MAYDAY_INBOX_PORT")));
    }

    private static Map<String, String> pids() throws IOException {
        var pids = new HashMap<String, String>();
        try (var files = Files.list(STATE)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".pid")).toList()) {
                var name = file.getFileName().toString().replace(".pid", "");
                var pid = Files.readString(file).strip();
                if (ProcessHandle.of(Long.parseLong(pid))
                        .map(ProcessHandle::isAlive)
                        .orElse(false)) {
                    pids.put(name, pid);
                }
            }
        }
        return pids;
    }

    private static Duration run(String... command) throws Exception {
        return run(Map.of(), command);
    }

    private static Duration run(Map<String, String> more, String... command) throws Exception {
        var words = command.clone();
        words[0] = Piece.project().resolve("deploy/local").resolve(command[0]).toString();
        var process = new ProcessBuilder(words).redirectErrorStream(true);
        process.environment().putAll(SETTINGS);
        process.environment().putAll(more);
        var output = Piece.project().resolve("target/it/" + command[0] + ".txt");
        Files.createDirectories(output.getParent());
        process.redirectOutput(output.toFile());
        long began = System.nanoTime();
        var running = process.start();
        assertTrue(
                running.waitFor(600, TimeUnit.SECONDS),
                String.join(" ", command) + " takes too long");
        assertEquals(0, running.exitValue(), () -> text(output));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no output";
        }
    }
}
