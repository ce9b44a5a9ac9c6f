package dev.mayday.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The built service as a process of its own, so that a test can end it at any moment and start it
 * again at the same address.
 *
 * <pre>{@code
 * try (var service = Service.on(Postgres.shared().database(), Broker.shared(), sandbox).start()) {
 *     service.kill9();
 *     service.start();
 * }
 * }</pre>
 */
public final class Service implements AutoCloseable {

    private static final AtomicInteger SERVICES = new AtomicInteger();

    private final Piece piece;
    private final int port;
    private final int managementPort;

    private Service(Plan plan) {
        port = Piece.freePort();
        managementPort = Piece.freePort();
        var settings = new HashMap<>(plan.settings);
        settings.put("MAYDAY_HTTP_PORT", String.valueOf(port));
        settings.put("MAYDAY_MANAGEMENT_PORT", String.valueOf(managementPort));
        piece = new Piece("service", "service-" + SERVICES.incrementAndGet(), settings);
    }

    /**
     * A service that uses these; its topics are its database's own, so that tests share the broker
     * in peace.
     */
    public static Plan on(Database database, Broker broker, Sandbox sandbox) {
        var plan = new Plan();
        plan.settings.put("MAYDAY_APP", Piece.project().resolve("target/quarkus-app").toString());
        plan.settings.put("MAYDAY_DB_PORT", String.valueOf(database.port()));
        plan.settings.put("MAYDAY_DB_NAME", database.name());
        plan.settings.put("MAYDAY_KAFKA", broker.bootstrapServers());
        plan.settings.put("MAYDAY_KAFKA_TOPIC_PREFIX", database.name() + ".");
        plan.settings.put("MAYDAY_INBOX_PORT", String.valueOf(sandbox.inboxPort()));
        plan.settings.put("MAYDAY_SMTP_PORT", String.valueOf(sandbox.mailPort()));
        plan.settings.put("MAYDAY_SMPP_PORT", String.valueOf(sandbox.smsPort()));
        plan.settings.put("MAYDAY_SMPP_HOST", ""); // texts go by the other provider
        plan.settings.put("MAYDAY_TWILIO_URL", sandbox.twilioUrl().toString());
        plan.settings.put("MAYDAY_TWILIO_ACCOUNT", Sandbox.TWILIO_ACCOUNT);
        plan.settings.put("MAYDAY_TWILIO_TOKEN", Sandbox.TWILIO_TOKEN);
        plan.settings.put("MAYDAY_TWILIO_FROM", Sandbox.TWILIO_FROM);
        // what tests count is what people did: the service's own button and its auditor are for
        // their own tests
        plan.settings.put("MAYDAY_HEARTBEAT_EVERY", "PT0S");
        plan.settings.put("MAYDAY_ALERT_AUDIT_EVERY", "PT0S");
        // one for all nodes of a test: each must honour the others' tokens
        plan.settings.put("MAYDAY_SECRET", "a secret for tests, the same on each of their nodes");
        return plan;
    }

    public Service start() {
        piece.start();
        return this;
    }

    /** Ends it as a power cut would. */
    public void kill9() {
        piece.call("kill");
    }

    /** Ends it in order, with SIGTERM: it answers what it has taken. */
    public void stop() {
        piece.call("stop");
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where its health and metrics are. */
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    /** Its process id, while it runs. */
    public long pid() {
        return piece.pid();
    }

    /** What it wrote since its last start; before that in the same name with {@code .1}. */
    public Path log() {
        return piece.log();
    }

    @Override
    public void close() {
        kill9();
    }

    /** How a service shall run, until it is started. */
    public static final class Plan {

        private final Map<String, String> settings = new HashMap<>();

        private Plan() {}

        /** Only these of gateway, clock, relay, worker and recorder; without this, all of them. */
        public Plan roles(String... roles) {
            return with("MAYDAY_ROLES", String.join(",", roles));
        }

        /** Texts go over SMPP to the sandbox, and nobody can be called. */
        public Plan textsBySmpp() {
            return with("MAYDAY_SMPP_HOST", "127.0.0.1")
                    .with("MAYDAY_SMPP_SYSTEM_ID", "mayday")
                    .with("MAYDAY_SMPP_PASSWORD", "sandbox")
                    .with("MAYDAY_SMPP_FROM", "+12025550100")
                    .with("MAYDAY_TWILIO_ACCOUNT", "");
        }

        /** One setting of the environment, such as {@code MAYDAY_FALLBACK_EMAIL}. */
        public Plan with(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** Starts it and waits until it is ready. */
        public Service start() {
            Training.once();
            return new Service(this).start();
        }
    }

    /**
     * The AOT cache of this build is made before the first start: a test that kills starts many
     * times.
     */
    private static final class Training {
        private static boolean done;

        static synchronized void once() {
            if (done) {
                return;
            }
            done = true;
            try (var sandbox = Sandbox.start()) {
                var plan =
                        on(Postgres.shared().database(), Broker.shared(), sandbox)
                                .with("MAYDAY_KAFKA_TOPIC_PREFIX", "training.")
                                .with("MAYDAY_HTTP_PORT", String.valueOf(Piece.freePort()))
                                .with("MAYDAY_MANAGEMENT_PORT", String.valueOf(Piece.freePort()));
                new Piece("service", "training", plan.settings).call("train");
            }
        }
    }
}
