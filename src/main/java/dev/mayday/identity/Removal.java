package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Timer;
import dev.mayday.clock.TimerHandler;
import dev.mayday.clock.Timers;
import dev.mayday.clock.Transactions;
import dev.mayday.outbox.Rights;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Deleting an account. For its owner it is gone at once: nobody can sign in to it, and its address
 * is free. Its data go as due work, which waits while an alert of the person is open or somebody is
 * still to be told of its end: so after a duress PIN it looks the same, and help goes on.
 */
@ApplicationScoped
class Removal implements TimerHandler {
    private static final Logger LOG = Logger.getLogger(Removal.class);
    private static final String KIND = "account-removal";
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final String SHARE_NO_MORE =
            "UPDATE sharing SET ends_at = greatest(mayday_now(), started_at) WHERE person_id = :person AND ends_at > mayday_now()";
    private static final String CODES =
            """
            DELETE FROM one_time_code WHERE subject_id = :person OR subject_id IN (
                SELECT ch.id FROM channel ch JOIN contact c ON c.id = ch.contact_id WHERE c.person_id = :person)
            """;

    private final Accounts accounts;
    private final Credentials credentials;
    private final Sessions sessions;
    private final Rights rights;
    private final Timers timers;
    private final Transactions transactions;
    private final MaydayClock clock;

    Removal(
            Accounts accounts,
            Credentials credentials,
            Sessions sessions,
            Rights rights,
            Timers timers,
            Transactions transactions,
            MaydayClock clock) {
        this.accounts = accounts;
        this.credentials = credentials;
        this.sessions = sessions;
        this.rights = rights;
        this.timers = timers;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * @param password is checked where it is given. Fails with wrong-credentials, too-many-attempts
     */
    Uni<Void> remove(PersonId me, @Nullable String password, String address) {
        return password == null
                ? transactions.write(() -> close(me))
                : credentials.checkAgain(me, password, address, this::close);
    }

    private Uni<Void> close(PersonId me) {
        return accounts.lock(me)
                .call(Removal::forgetLetters)
                .invoke(account -> {
                    account.email = account.id + "@removed.invalid";
                    account.emailVerifiedAt = null;
                    LOG.infof("event=account-closed person=%s", me);
                })
                .flatMap(account -> sessions.endAll(me))
                .flatMap(
                        ended -> update("DELETE FROM device WHERE person_id = :person", me.value()))
                .flatMap(gone -> update(SHARE_NO_MORE, me.value()))
                .flatMap(ended -> rights.changedForGuardedBy(me.value()))
                .flatMap(told -> guardNobody(me))
                .flatMap(done -> timers.plan(timer(me.value(), Duration.ZERO)));
    }

    /** What was sent to the person's own addresses is known by them alone, and they go now. */
    private static Uni<Integer> forgetLetters(PersonEntity account) {
        return Sql.change(
                """
                DELETE FROM delivery WHERE alert_id IS NULL AND contact_id IS NULL AND lower(address) = ANY($1)
                """,
                (Object)
                        Stream.of(account.email, account.phone)
                                .filter(Objects::nonNull)
                                .map(address -> address.toLowerCase(Locale.ROOT))
                                .toArray(String[]::new));
    }

    private static Uni<Void> guardNobody(PersonId me) {
        return update(
                "UPDATE contact SET guardian_id = NULL WHERE guardian_id = :person", me.value());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        var person = timer.subject();
        if (person == null) {
            return Uni.createFrom().voidItem();
        }
        return waits(person)
                .flatMap(waits -> waits ? timers.plan(timer(person, AGAIN)) : forget(person));
    }

    private static Uni<Boolean> waits(UUID person) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        SELECT a.id FROM alert a
                                        WHERE a.person_id = :person AND (
                                            a.ended_at IS NULL
                                            OR EXISTS (SELECT FROM timer t WHERE t.alert_id = a.id)
                                            OR EXISTS (SELECT FROM delivery d WHERE d.alert_id = a.id AND d.state = 'QUEUED'))
                                        LIMIT 1
                                        """)
                                .setParameter("person", person)
                                .getResultList())
                .map(rows -> !rows.isEmpty());
    }

    /** Tracks and codes hold no reference to the person; all else goes with the account's row. */
    private static Uni<Void> forget(UUID person) {
        return update(
                        "DELETE FROM fix WHERE subject_id IN (SELECT subject_id FROM open_window WHERE person_id = :person)",
                        person)
                .flatMap(tracks -> update(CODES, person))
                .flatMap(codes -> update("DELETE FROM person WHERE id = :person", person))
                .invoke(() -> LOG.infof("event=account-removed person=%s", person));
    }

    private static Uni<Void> update(String sql, UUID person) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(sql)
                                .setParameter("person", person)
                                .executeUpdate())
                .replaceWithVoid();
    }

    private Timer timer(UUID person, Duration in) {
        return new Timer(KIND + ":" + person, KIND, clock.now().plus(in), null, person, 0);
    }
}
