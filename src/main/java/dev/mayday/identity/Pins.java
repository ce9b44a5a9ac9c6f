package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.problem.Problem;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** PINs and duress PINs: set, checked, locked after too many wrong ones. */
@ApplicationScoped
public class Pins {
    private static final Logger LOG = Logger.getLogger(Pins.class);
    private static final String FIND =
            "SELECT pin_hash, duress_pin_hash FROM person WHERE id = $1 AND pin_hash IS NOT NULL";

    /** As the owner's account reads it: after a duress PIN as after the right one. */
    private static final String OPEN =
            """
            SELECT EXISTS (SELECT FROM alert WHERE person_id = $1 AND owner_knows AND owner_ended_at IS NULL)
                OR EXISTS (SELECT FROM checkin WHERE person_id = $1 AND state = 'RUNNING')
            """;

    private final Pool pool;
    private final Accounts accounts;
    private final HashPools hashes;
    private final Transactions transactions;
    private final MaydayClock clock;

    Pins(
            Pool pool,
            Accounts accounts,
            HashPools hashes,
            Transactions transactions,
            MaydayClock clock) {
        this.pool = pool;
        this.accounts = accounts;
        this.hashes = hashes;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Checks a PIN and counts a wrong one, in a transaction of its own. Both hashes are always
     * checked, whatever the answer. A missing PIN where one is set is wrong, but counts as no
     * guess.
     *
     * <p>Fails with {@link dev.mayday.problem.Refused} try-later if too many checks wait already.
     */
    public Uni<PinCheck> check(PersonId person, @Nullable String pin) {
        return hashesOf(person)
                .flatMap(set ->
                        set == null
                                ? Uni.createFrom().item(PinCheck.NOT_SET)
                                : check(person, set, pin));
    }

    private Uni<PinCheck> check(PersonId person, Hashes set, @Nullable String pin) {
        if (pin == null) {
            return Uni.createFrom().item(PinCheck.WRONG);
        }
        if (!PinPair.isPin(pin)) {
            return counted(person, PinLock.Match.NEITHER);
        }
        return hashes.pins().run(() -> match(set, pin)).flatMap(match -> counted(person, match));
    }

    /**
     * Sets both, in place of any earlier ones. Wrong ones still count, and a lock goes on. Fails
     * with alert-open while there is something that an earlier one keeps from being ended.
     */
    Uni<Void> set(PersonId person, PinPair pair) {
        return hashes.pins()
                .run(() ->
                        new Hashes(
                                PhcHash.of(pair.pin()).toString(),
                                PhcHash.of(pair.duressPin()).toString()))
                .flatMap(set ->
                        transactions.quietly(() ->
                                accounts.lock(person)
                                        .call(account ->
                                                account.pinHash == null
                                                        ? Uni.createFrom().voidItem()
                                                        : refuseWhileOpen(person))
                                        .invoke(account -> {
                                            account.pinHash = set.pin();
                                            account.duressPinHash = set.duress();
                                            LOG.infof("event=pins-set person=%s", person);
                                        })
                                        .replaceWithVoid()));
    }

    private static Uni<Void> refuseWhileOpen(PersonId person) {
        return Sql.row(OPEN, person.value())
                .invoke(row -> {
                    if (row != null && (boolean) row[0]) {
                        throw Problem.conflict(
                                        "alert-open",
                                        "PINs can be changed once no alert is open and no check-in runs")
                                .refused();
                    }
                })
                .replaceWithVoid();
    }

    private record Hashes(String pin, String duress) {}

    private Uni<@Nullable Hashes> hashesOf(PersonId person) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(person.value()))
                .map(rows -> {
                    var all = rows.iterator();
                    if (!all.hasNext()) {
                        return null;
                    }
                    var row = all.next();
                    return new Hashes(row.getString("pin_hash"), row.getString("duress_pin_hash"));
                });
    }

    private static PinLock.Match match(Hashes set, String pin) {
        var isPin = PhcHash.parse(set.pin()).matches(pin);
        var isDuress = PhcHash.parse(set.duress()).matches(pin);
        if (isPin) {
            return PinLock.Match.PIN;
        }
        return isDuress ? PinLock.Match.DURESS : PinLock.Match.NEITHER;
    }

    private Uni<PinCheck> counted(PersonId person, PinLock.Match match) {
        return transactions.quietly(() ->
                accounts.lock(person)
                        .map(account -> {
                            var lock = new PinLock(account.pinFailures, account.pinLockedUntil);
                            var next = lock.after(match, clock.now());
                            keep(account, next.lock());
                            return next.check();
                        }));
    }

    private static void keep(PersonEntity account, PinLock lock) {
        account.pinFailures = lock.failures();
        account.pinLockedUntil = lock.lockedUntil();
    }
}
