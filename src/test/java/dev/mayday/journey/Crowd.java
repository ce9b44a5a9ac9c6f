package dev.mayday.journey;

import dev.mayday.local.Guardian;
import dev.mayday.local.House;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Many people who share where they are with one guardian. They are made by SQL: as people do it,
 * each would cost the hash of a password.
 *
 * @param tokens of the app on each one's phone
 */
record Crowd(House house, List<String> tokens) {
    private static final int AT_ONCE = 32;

    static Crowd of(House house, Guardian guardian, int people) {
        var run = UUID.randomUUID().toString();
        var watcher = guardian.bearer().get("/v1/me").ok().path("id").asText();
        house.database()
                .execute(
                        """
                        UPDATE person SET email_verified_at = mayday_now() WHERE id = '%1$s';
                        WITH people AS (
                            INSERT INTO person (id, email, name, password_hash)
                            SELECT gen_random_uuid(), n || '-%2$s@example.org', 'Person ' || n, 'none'
                            FROM generate_series(1, %3$d) n RETURNING id, email),
                        phones AS (
                            INSERT INTO device (id, person_id, name, token_hash)
                            SELECT gen_random_uuid(), id, 'phone', sha256(convert_to(split_part(email, '@', 1), 'UTF8')) FROM people),
                        contacts AS (
                            INSERT INTO contact (id, person_id, name, guardian_id, linked_at)
                            SELECT gen_random_uuid(), id, 'Gita', '%1$s', mayday_now() FROM people RETURNING id, person_id),
                        sharings AS (
                            INSERT INTO sharing (id, person_id, minutes, started_at, ends_at)
                            SELECT gen_random_uuid(), person_id, 60, mayday_now(), mayday_now() + interval '1 hour'
                            FROM contacts RETURNING id, person_id)
                        INSERT INTO sharing_contact SELECT s.id, c.id FROM sharings s JOIN contacts c USING (person_id);
                        """
                                .formatted(watcher, run, people));
        return new Crowd(
                house, IntStream.rangeClosed(1, people).mapToObj(n -> n + "-" + run).toList());
    }

    /** Each raises an alert. */
    void presses() {
        each("/v1/ingest/button?id=%s");
    }

    /** Each is there now, and says so. */
    void isAt(double lat) {
        each("/v1/ingest/osmand?id=%s&lat=" + lat + "&lon=14.5");
    }

    private void each(String path) {
        var few = new Semaphore(AT_ONCE);
        try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var token : tokens) {
                all.submit(() -> {
                    few.acquireUninterruptibly();
                    try {
                        return house.mayday().wire().page(path.formatted(token));
                    } finally {
                        few.release();
                    }
                });
            }
        }
    }
}
