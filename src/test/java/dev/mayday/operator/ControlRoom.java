package dev.mayday.operator;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mayday.local.Account;
import dev.mayday.local.Bearer;
import dev.mayday.local.Broker;
import dev.mayday.local.House;
import dev.mayday.local.Json;
import dev.mayday.local.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/** A house that two people operate. */
public final class ControlRoom implements AutoCloseable {
    static final String API = "/v1/operator/";
    private static final String OLGA = "Olga@example.org";
    private static final String OTTO = "otto@example.org";
    private static final String PASSWORD = "correct horse operator";
    private static final Pattern CODE = Pattern.compile("\\b[0-9]{6}\\b");

    private final House house;
    private Account olga;
    private Account otto;

    private ControlRoom(House house) {
        this.house = house;
        this.olga = operator(house, OLGA);
        this.otto = operator(house, OTTO);
    }

    static ControlRoom open() {
        return open(plan -> plan);
    }

    public static ControlRoom open(UnaryOperator<Service.Plan> more) {
        return new ControlRoom(
                House.open(
                        Broker.shared(),
                        plan ->
                                more.apply(
                                        plan.with(
                                                "MAYDAY_OPERATOR_EMAILS",
                                                "olga@example.org, otto@example.org"))));
    }

    private static Account operator(House house, String email) {
        var account = signUp(house, email);
        verify(house, account);
        return account;
    }

    /** An account of that address, not verified. */
    static Account signUp(House house, String email) {
        var wire = house.mayday().wire();
        wire.call(
                        "POST",
                        "/v1/users",
                        Optional.of(
                                Json.object(
                                        "email",
                                        email,
                                        "name",
                                        email.substring(0, 4),
                                        "password",
                                        PASSWORD)),
                        Optional.empty())
                .ok();
        return Account.of(wire, email, PASSWORD);
    }

    /** By the code that came to its address. */
    static void verify(House house, Account account) {
        var letter =
                house.mayday()
                        .inbox()
                        .await(
                                account.email(),
                                "the code",
                                one -> CODE.matcher(one.body()).find(),
                                PATIENCE);
        var code = CODE.matcher(letter.body());
        code.find();
        account.bearer().post("/v1/me/email/verification/confirm", "code", code.group()).ok();
    }

    public House house() {
        return house;
    }

    public Account olga() {
        return olga;
    }

    public Account otto() {
        return otto;
    }

    Bearer operator() {
        return olga.bearer();
    }

    /** What the operator reads at this path of the operators' API. */
    public JsonNode reads(String path) {
        return operator().get(API + path).ok();
    }

    public List<JsonNode> lists(String path) {
        return operator().list(API + path);
    }

    static String idOf(Account account) {
        return account.bearer().get("/v1/me").ok().get("id").asText();
    }

    /** What is on record of this action about that, the newest first. */
    List<JsonNode> recorded(String action, String target) {
        return lists("audit?action=" + action).stream()
                .filter(entry -> entry.path("target").asText().equals(target))
                .toList();
    }

    /** Brings the clock of all nodes forward. Nobody is signed in by then. */
    void passes(Duration time) {
        house.passes(time);
        olga = Account.of(house.mayday().wire(), OLGA, PASSWORD);
        otto = Account.of(house.mayday().wire(), OTTO, PASSWORD);
    }

    long count(String table, String where) {
        return house.database().number("SELECT count(*) FROM " + table + " WHERE " + where);
    }

    /** Somebody else writes to one of our topics. */
    public void writes(String topic, String key, String value) {
        try (var kafka =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", house.broker().bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            var sent =
                    kafka.send(
                            new ProducerRecord<>(
                                    house.database().name() + "." + topic, key, value));
            kafka.flush();
            sent.resultNow();
        }
    }

    static void await(String what, Callable<Boolean> done) {
        Awaitility.await(what).atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(done);
    }

    static String any() {
        return UUID.randomUUID().toString();
    }

    @Override
    public void close() {
        house.close();
    }
}
