package dev.mayday.identity;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Answer;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Inbox;
import dev.mayday.local.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A running service, and what comes to its door: calls with and without tokens. */
final class FrontDoor implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private final House house;

    private FrontDoor(House house) {
        this.house = house;
    }

    static FrontDoor open() {
        return new FrontDoor(House.open(Broker.shared(), UnaryOperator.identity()));
    }

    static String address() {
        return "someone." + UUID.randomUUID() + "@example.org";
    }

    /** A new account. @return its address */
    String signUp() {
        var email = address();
        post("/v1/users", "email", email, "name", "Someone", "password", PASSWORD).ok();
        return email;
    }

    /** What signing in gives. */
    record Session(String access, String refresh) {
        static Session of(JsonNode body) {
            return new Session(
                    body.path("accessToken").asText(), body.path("refreshToken").asText());
        }
    }

    Session signIn(String email) {
        return Session.of(attempt(email, PASSWORD).ok());
    }

    Answer attempt(String email, String password) {
        return post("/v1/sessions", "email", email, "password", password);
    }

    Answer refresh(String token) {
        return post("/v1/sessions/refresh", "refreshToken", token);
    }

    Answer me(String token) {
        return call("GET", "/v1/me", token);
    }

    Answer post(String path, Object... namesAndValues) {
        return house.mayday()
                .wire()
                .call("POST", path, Optional.of(Json.object(namesAndValues)), Optional.empty());
    }

    Answer call(String method, String path, String token, Object... namesAndValues) {
        return house.mayday()
                .wire()
                .call(
                        method,
                        path,
                        namesAndValues.length == 0
                                ? Optional.empty()
                                : Optional.of(Json.object(namesAndValues)),
                        Optional.of(token));
    }

    /** The so-manieth code that was mailed to this address. */
    String code(String email, int number) {
        Inbox.Letter letter =
                house.mayday()
                        .inbox()
                        .await(email, "code " + number, number, any -> true, PATIENCE)
                        .get(number - 1);
        var code = CODE.matcher(letter.body());
        if (!code.find()) {
            throw new IllegalStateException("no code in the letter");
        }
        return code.group();
    }

    int letters(String email) {
        return house.mayday().inbox().of(email).size();
    }

    /** Lets time pass, for the service and its database. */
    void timePasses(Duration how) {
        house.passes(how);
    }

    long number(String query) {
        return house.database().number(query);
    }

    void execute(String sql) {
        house.database().execute(sql);
    }

    /** Asks until the status is this. */
    Answer until(int status, Callable<Answer> asking) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(asking, answer -> answer.status() == status);
    }

    /** The same call, so many times at once. */
    static List<Answer> atOnce(int times, Callable<Answer> asking) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> answers =
                    IntStream.range(0, times).mapToObj(i -> threads.submit(asking)).toList();
            return answers.stream().map(FrontDoor::get).toList();
        }
    }

    private static Answer get(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        house.close();
    }
}
