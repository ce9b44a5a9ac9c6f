package dev.mayday.notification;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Database;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * People, contacts and alerts put straight into the database, and what became of their deliveries.
 */
record Story(Database database) {
    private static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    UUID person(String name) {
        var id = UUID.randomUUID();
        run(
                "INSERT INTO person (id, email, name, password_hash) VALUES (?, ?, ?, 'none')",
                id,
                id + "@mayday.local",
                name);
        return id;
    }

    UUID contact(UUID person, String name, int tier) {
        var id = UUID.randomUUID();
        run(
                "INSERT INTO contact (id, person_id, name, tier) VALUES (?, ?, ?, ?)",
                id,
                person,
                name,
                tier);
        return id;
    }

    UUID email(UUID contact, String address) {
        return channel(contact, "email", address);
    }

    UUID channel(UUID contact, String type, String address) {
        var id = UUID.randomUUID();
        run(
                "INSERT INTO channel (id, contact_id, type, address) VALUES (?, ?, ?, ?)",
                id,
                contact,
                type,
                address);
        return id;
    }

    UUID webhook(UUID contact, String url) {
        var id = UUID.randomUUID();
        run(
                "INSERT INTO channel (id, contact_id, type, address, secret) VALUES (?, ?, 'webhook', ?, ?)",
                id,
                contact,
                url,
                SECRET);
        return id;
    }

    /** An alert that has just become ACTIVE, with its first step due. */
    UUID alert(UUID person, boolean drill) {
        var id = UUID.randomUUID();
        run(
                """
                WITH made AS (
                    INSERT INTO alert (id, person_id, client_alert_id, kind, silent, drill, raised_at, received_at, activates_at,
                                       state, round, activated_at, owner_state)
                    VALUES (?, ?, gen_random_uuid(), 'sos', false, ?, mayday_now(), mayday_now(), mayday_now(), 'ACTIVE', 1,
                            mayday_now(), 'ACTIVE') RETURNING id)
                INSERT INTO timer (key, kind, due_at, alert_id, number) SELECT 'step:' || id, 'step', mayday_now(), id, 0 FROM made
                """,
                id,
                person,
                drill);
        return id;
    }

    UUID alert(UUID person) {
        return alert(person, false);
    }

    /** A message of the first step, by this channel alone. */
    void queued(UUID alert, UUID contact, UUID channel) {
        run(
                """
                INSERT INTO delivery (id, alert_id, contact_id, channel_id, contact_name, channel, purpose, round)
                SELECT gen_random_uuid(), ?, ?, id, 'Anna', type, 'alert-raised', 1 FROM channel WHERE id = ?
                """,
                alert,
                contact,
                channel);
    }

    void acknowledged(UUID alert) {
        run(
                "UPDATE alert SET state = 'ACKNOWLEDGED', stale_at = mayday_now() + interval '15 minutes' WHERE id = ?",
                alert);
    }

    /** The end, with the timer that follows from it. */
    void resolved(UUID alert) {
        run(
                """
                UPDATE alert SET state = 'RESOLVED', owner_state = 'RESOLVED', reason = 'safe', ended_at = mayday_now(),
                    owner_ended_at = mayday_now(),
                    ended_by = '{"userId":"' || person_id || '","name":"Dana"}' WHERE id = ?
                """,
                alert);
        closing(alert);
    }

    void closing(UUID alert) {
        run(
                "INSERT INTO timer (key, kind, due_at, alert_id) VALUES (?, 'closing', mayday_now(), ?)",
                "closing:" + UUID.randomUUID(),
                alert);
    }

    /** What a delivery by this channel is, newest last: {@code purpose state}. */
    List<String> by(UUID channel) {
        return texts(
                "SELECT purpose || ' ' || state FROM delivery WHERE channel_id = ? ORDER BY created_at",
                channel);
    }

    List<String> attempts(UUID channel) {
        return texts(
                "SELECT coalesce(outcome, 'open') FROM attempt WHERE delivery_id IN (SELECT id FROM delivery WHERE channel_id = ?) ORDER BY number",
                channel);
    }

    String channel(UUID channel) {
        return texts("SELECT state FROM channel WHERE id = ?", channel).getFirst();
    }

    String state(UUID alert) {
        return texts("SELECT state FROM alert WHERE id = ?", alert).getFirst();
    }

    /** What contacts answered: {@code acknowledged Anna}. */
    List<String> answers(UUID alert) {
        return texts("SELECT kind || ' ' || name FROM response WHERE alert_id = ?", alert);
    }

    /** All that anybody was told of the alert as it went on. */
    List<String> events(UUID alert) {
        return texts(
                "SELECT seq || ' ' || kind FROM alert_event WHERE alert_id = ? ORDER BY seq",
                alert);
    }

    void becomes(UUID channel, String... deliveries) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertEquals(List.of(deliveries), by(channel)));
    }

    void isTried(UUID channel, String... outcomes) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertEquals(List.of(outcomes), attempts(channel)));
    }

    List<String> texts(String sql, Object... values) {
        try (var connection = database.connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private void run(String sql, Object... values) {
        try (var connection = database.connect();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
