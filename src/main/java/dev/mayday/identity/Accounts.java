package dev.mayday.identity;

import dev.mayday.problem.Problem;
import dev.mayday.wire.PersonId;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code person}, in the ambient transaction. */
@ApplicationScoped
class Accounts {
    private final Operators operators;

    Accounts(Operators operators) {
        this.operators = operators;
    }

    /** The account as its owner reads it. */
    Me me(PersonEntity person) {
        return Me.of(person, operators.has(person) ? Caller.OPERATOR : "user");
    }

    /**
     * The account, locked to the end of the transaction. Fails with not-signed-in if it is gone.
     */
    Uni<PersonEntity> lock(PersonId person) {
        return Panache.getSession()
                .flatMap(session ->
                        session.find(
                                PersonEntity.class, person.value(), LockModeType.PESSIMISTIC_WRITE))
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notSignedIn().refused());
    }

    /** The account as it is. Fails with not-signed-in if it is gone. */
    Uni<PersonEntity> read(PersonId person) {
        return find(person.value())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notSignedIn().refused());
    }

    /** The account as it is; null if there is none. */
    Uni<@Nullable PersonEntity> find(@Nullable UUID id) {
        return id == null
                ? Uni.createFrom().nullItem()
                : Panache.getSession().flatMap(session -> session.find(PersonEntity.class, id));
    }

    /** The account with this address; null if there is none. */
    Uni<@Nullable PersonEntity> ofEmail(EmailAddress email) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createQuery(
                                        "from PersonEntity where lower(email) = lower(:email)",
                                        PersonEntity.class)
                                .setParameter("email", email.text())
                                .getSingleResultOrNull());
    }

    /** Makes the account unless its address is taken: two at once make one. */
    Uni<Boolean> insertUnlessTaken(UUID id, SignUp signUp, PhcHash password, Instant now) {
        return Panache.getSession()
                .flatMap(session ->
                        session.createNativeQuery(
                                        """
                                        INSERT INTO person (id, email, name, phone, locale, time_zone, password_hash, created_at)
                                        VALUES (:id, :email, :name, CAST(:phone AS text), :locale, :zone, :hash, :now)
                                        ON CONFLICT (lower(email)) DO NOTHING
                                        """)
                                .setParameter("id", id)
                                .setParameter("email", signUp.email())
                                .setParameter("name", signUp.name())
                                .setParameter("phone", signUp.phone())
                                .setParameter("locale", signUp.locale())
                                .setParameter("zone", signUp.timeZone())
                                .setParameter("hash", password.toString())
                                .setParameter("now", now)
                                .executeUpdate())
                .map(rows -> rows == 1);
    }
}
