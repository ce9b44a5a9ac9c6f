package dev.mayday.contact;

import static dev.mayday.local.Patience.PATIENCE;

import dev.mayday.local.Account;
import dev.mayday.local.Answer;
import dev.mayday.local.Bearer;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Inbox;
import dev.mayday.local.Json;
import dev.mayday.local.Mayday;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A running service with the limits of a public one and no telephone, and what its tests look at.
 */
final class Household implements AutoCloseable {
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private final House house;
    private final Bearer someone;

    private Household(House house) {
        this.house = house;
        this.someone = signUp("Someone").bearer();
    }

    static Household open() {
        var house =
                House.open(
                        Broker.shared(),
                        plan ->
                                plan.with("MAYDAY_CONTACT_LOCAL_FACTOR", "1")
                                        .with("MAYDAY_TWILIO_ACCOUNT", ""));
        house.database().execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        return new Household(house);
    }

    Account signUp(String name) {
        return Account.signUp(house.mayday().wire(), name);
    }

    /** An account that needs nothing of its own. */
    Bearer signedUp() {
        return someone;
    }

    /** The same as people meet it. */
    Mayday people() {
        return house.mayday();
    }

    /** Lets this much time pass, for every process. */
    void passes(Duration time) {
        house.passes(time);
    }

    /** The token of the invitation that was mailed to this address. */
    String invitation(String email) {
        return inbox().await(
                        email, "an invitation", letter -> letter.token('i').isPresent(), PATIENCE)
                .token('i')
                .orElseThrow();
    }

    /** The so-manieth code that was mailed to this address. */
    String code(String email, int number) {
        var letters =
                inbox().await(
                                email,
                                "code " + number,
                                number,
                                letter -> letter.token('i').isEmpty(),
                                PATIENCE);
        var code = CODE.matcher(letters.get(number - 1).body());
        if (!code.find()) {
            throw new IllegalStateException("no code in the letter");
        }
        return code.group();
    }

    Inbox inbox() {
        return house.mayday().inbox();
    }

    /** An address for a webhook that answers 200, and one that nobody else has. */
    String hook() {
        return house.sandbox().webhook(UUID.randomUUID().toString());
    }

    static String address(String name) {
        return name + "." + UUID.randomUUID() + "@example.org";
    }

    /** How many reads of contacts and channels the work makes. */
    long statements(Runnable work) {
        long before = reads();
        work.run();
        return reads() - before;
    }

    long number(String query) {
        return house.database().number(query);
    }

    /** A call with any text as its body. */
    Answer raw(Bearer who, String method, String path, String body) {
        var request =
                HttpRequest.newBuilder(who.wire().base().resolve(path))
                        .header("Content-Type", "application/json")
                        .header("Authorization", "Bearer " + who.token().get())
                        .method(method, BodyPublishers.ofString(body))
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());
            return new Answer(
                    method + " " + path, response.statusCode(), Json.read(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private long reads() {
        return number(
                """
                SELECT coalesce(sum(calls), 0) FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
                WHERE d.datname = current_database() AND s.query ~* '^select .* from (contact|channel) '
                """);
    }

    @Override
    public void close() {
        house.close();
    }
}
