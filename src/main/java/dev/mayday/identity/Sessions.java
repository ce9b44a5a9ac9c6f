package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.outbox.Rights;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Signing in, staying signed in, signing out. */
@ApplicationScoped
public class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final Credentials credentials;
    private final RefreshTokens refreshTokens;
    private final Tokens tokens;
    private final Rights rights;
    private final Transactions transactions;
    private final MaydayClock clock;
    private final IdentitySettings settings;

    Sessions(
            Credentials credentials,
            RefreshTokens refreshTokens,
            Tokens tokens,
            Rights rights,
            Transactions transactions,
            MaydayClock clock,
            IdentitySettings settings) {
        this.credentials = credentials;
        this.refreshTokens = refreshTokens;
        this.tokens = tokens;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * What signing in gives.
     *
     * @param expiresIn how long the access token is good for, in seconds
     */
    record SignedIn(String accessToken, long expiresIn, String refreshToken) {}

    Uni<SignedIn> signIn(EmailAddress email, String password, String address) {
        return credentials.check(email, password, address, this::begin);
    }

    private Uni<SignedIn> begin(PersonId person) {
        var session = Ids.next();
        var token = Opaque.random();
        var now = clock.now();
        return Panache.getSession()
                .flatMap(hibernate ->
                        hibernate
                                .createNativeQuery(
                                        "INSERT INTO session (id, person_id, created_at) VALUES (:id, :person, :now)")
                                .setParameter("id", session)
                                .setParameter("person", person.value())
                                .setParameter("now", now)
                                .executeUpdate())
                .flatMap(rows -> refreshTokens.insert(token, session, now))
                .invoke(() -> LOG.infof("event=signed-in person=%s session=%s", person, session))
                .map(done -> signedIn(person, session, token));
    }

    /** The next access and refresh token. Fails with not-signed-in. */
    Uni<SignedIn> refresh(Opaque token) {
        return transactions
                .quietly(() -> refreshTokens.lock(token).flatMap(known -> rotate(token, known)))
                .flatMap(Verdict::toUni);
    }

    private Uni<Verdict<SignedIn>> rotate(Opaque token, RefreshTokens.@Nullable Known known) {
        if (known == null || known.ended()) {
            return notSignedIn();
        }
        var now = clock.now();
        var rotation =
                Rotation.of(
                        known.issuedAt(),
                        known.usedAt(),
                        known.successorUsed(),
                        now,
                        settings.refreshTokenLife(),
                        settings.refreshGrace());
        var successor = refreshTokens.successor(token);
        var next = signedIn(new PersonId(known.person()), known.session(), successor);
        return switch (rotation) {
            case FIRST ->
                    Verdict.granted(
                            refreshTokens
                                    .use(token, now)
                                    .flatMap(used ->
                                            refreshTokens.insert(successor, known.session(), now))
                                    .replaceWith(next));
            case AGAIN -> Verdict.granted(Uni.createFrom().item(next));
            case EXPIRED -> notSignedIn();
            case STOLEN -> {
                LOG.warnf(
                        "event=refresh-token-reused person=%s session=%s",
                        known.person(), known.session());
                yield end(new PersonId(known.person()), known.session())
                        .flatMap(ended -> notSignedIn());
            }
        };
    }

    private SignedIn signedIn(PersonId person, UUID session, Opaque refresh) {
        return new SignedIn(
                tokens.forSession(person, session),
                settings.accessTokenLife().toSeconds(),
                refresh.text());
    }

    private static Uni<Verdict<SignedIn>> notSignedIn() {
        return Verdict.denied(
                new Problem(401, "not-signed-in", "the refresh token is not good; sign in again"));
    }

    Uni<Void> signOut(Caller.Account caller) {
        return transactions.quietly(() -> end(caller.person(), caller.session()));
    }

    private Uni<Void> end(PersonId person, UUID session) {
        return end("id = :id", session)
                .flatMap(rows -> tellNoBrowser("session_id = :id", session))
                .flatMap(rows -> rights.changed(person.value()));
    }

    /** Ends all of a person's sessions, in the ambient transaction. */
    public Uni<Void> endAll(PersonId person) {
        return end("person_id = :id", person.value())
                .flatMap(rows -> tellNoBrowser("person_id = :id", person.value()))
                .flatMap(rows -> rights.changed(person.value()));
    }

    /** Push messages hold links into alerts: whoever is signed out gets none. */
    private static Uni<Integer> tellNoBrowser(String which, UUID id) {
        return Panache.getSession()
                .flatMap(hibernate ->
                        hibernate
                                .createNativeQuery("DELETE FROM push_subscription WHERE " + which)
                                .setParameter("id", id)
                                .executeUpdate());
    }

    private Uni<Integer> end(String which, UUID id) {
        return Panache.getSession()
                .flatMap(hibernate ->
                        hibernate
                                .createNativeQuery(
                                        "UPDATE session SET ended_at = :now WHERE ended_at IS NULL AND "
                                                + which)
                                .setParameter("now", clock.now())
                                .setParameter("id", id)
                                .executeUpdate());
    }
}
