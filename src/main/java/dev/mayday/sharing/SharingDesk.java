package dev.mayday.sharing;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Sql;
import dev.mayday.clock.Transactions;
import dev.mayday.location.OpenWindows;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Ids;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What owners do with their sharings. Each change is told to every gateway by NOTIFY. */
@ApplicationScoped
class SharingDesk {
    private static final Logger LOG = Logger.getLogger(SharingDesk.class);

    /** Two at once of one person are done one after the other. */
    private static final String LOCK =
            """
            SELECT (SELECT count(*) FROM sharing WHERE person_id = $1 AND ends_at > $2) FROM person WHERE id = $1
            FOR NO KEY UPDATE
            """;

    private static final String BEGIN =
            "INSERT INTO sharing (id, person_id, note, minutes, started_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6)";

    /** Nobody whom the owner has removed, though they may still count for an alert. */
    private static final String ALL =
            """
            INSERT INTO sharing_contact (sharing_id, contact_id)
            SELECT CAST($1 AS uuid), c.id FROM contact c JOIN guardianship g ON g.contact_id = c.id
            WHERE c.person_id = $2 AND c.removed_at IS NULL
            """;

    private static final String NAMED =
            """
            INSERT INTO sharing_contact (sharing_id, contact_id)
            SELECT CAST($1 AS uuid), c.id FROM contact c
            WHERE c.person_id = $2 AND c.removed_at IS NULL AND c.declined_at IS NULL AND c.id = ANY(CAST($3 AS uuid[]))
            """;

    private static final String EXTEND =
            """
            UPDATE sharing SET minutes = minutes + $3, ends_at = ends_at + $3 * interval '1 minute', version = version + 1
            WHERE id = $1 AND person_id = $2 AND ends_at > $4 AND ends_at + $3 * interval '1 minute' <= $5
            """;

    private static final String END =
            "UPDATE sharing SET ends_at = greatest($3, started_at), version = version + 1 WHERE id = $1 AND person_id = $2 AND ends_at > $3";

    private final Transactions transactions;
    private final SharingReads reads;
    private final MaydayClock clock;
    private final SharingSettings settings;

    SharingDesk(
            Transactions transactions,
            SharingReads reads,
            MaydayClock clock,
            SharingSettings settings) {
        this.transactions = transactions;
        this.reads = reads;
        this.clock = clock;
        this.settings = settings;
    }

    Uni<Page<SharingView>> list(PersonId owner, @Nullable UUID after, int limit) {
        return reads.owned(owner, after, limit);
    }

    /**
     * @throws dev.mayday.problem.Refused invalid-contactIds, too-many-sharings
     */
    Uni<SharingView> start(PersonId owner, SharingForm form) {
        var id = Ids.next();
        return transactions
                .quietly(() ->
                        refuseOneMore(owner)
                                .flatMap(done -> begin(id, owner, form))
                                .flatMap(done -> share(id, owner, form.contactIds()))
                                .flatMap(done -> changed(owner)))
                .invoke(() -> LOG.infof("event=sharing-started sharing=%s", id))
                .flatMap(done -> reads.view(id, true));
    }

    private Uni<Void> refuseOneMore(PersonId owner) {
        return Sql.row(LOCK, owner.value(), clock.now())
                .invoke(row -> {
                    if (row == null) {
                        throw Problem.notSignedIn().refused();
                    }
                    if ((Long) row[0] >= settings.atOnce()) {
                        throw Problem.conflict(
                                        "too-many-sharings",
                                        "there can be " + settings.atOnce() + " at a time")
                                .refused();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Integer> begin(UUID id, PersonId owner, SharingForm form) {
        var now = clock.now();
        return Sql.change(
                BEGIN,
                id,
                owner.value(),
                form.note(),
                form.minutes(),
                now,
                now.plus(Duration.ofMinutes(form.minutes())));
    }

    private static Uni<Void> share(UUID id, PersonId owner, @Nullable List<UUID> contacts) {
        if (contacts == null) {
            return Sql.change(ALL, id, owner.value()).replaceWithVoid();
        }
        return Sql.change(NAMED, id, owner.value(), contacts.toArray(UUID[]::new))
                .invoke(found -> {
                    if (found < contacts.size()) {
                        throw Problem.invalid("contactIds", "names somebody who is no contact")
                                .refused();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * @param minutes as they came
     * @throws dev.mayday.problem.Refused not-found, sharing-over, invalid-minutes
     */
    Uni<SharingView> extend(PersonId owner, UUID id, @Nullable Integer minutes) {
        return own(owner, id)
                .flatMap(sharing ->
                        transactions.quietly(() ->
                                extend(owner, sharing, SharingForm.minutes(minutes))
                                        .flatMap(done -> changed(owner))))
                .flatMap(done -> reads.view(id, true));
    }

    private Uni<Void> extend(PersonId owner, SharingView sharing, int minutes) {
        var now = clock.now();
        var latest = now.plus(Duration.ofMinutes(SharingForm.MOST_MINUTES));
        return Sql.change(EXTEND, sharing.id(), owner.value(), minutes, now, latest)
                .invoke(changed -> {
                    if (changed == 0) {
                        throw (sharing.endsAt().isAfter(now)
                                        ? Problem.invalid(
                                                "minutes",
                                                "it may end "
                                                        + SharingForm.MOST_MINUTES
                                                        + " minutes from now at the latest")
                                        : Problem.conflict("sharing-over", "it is over"))
                                .refused();
                    }
                })
                .replaceWithVoid();
    }

    /** One that is over stays over. @throws dev.mayday.problem.Refused not-found */
    Uni<Void> end(PersonId owner, UUID id) {
        return own(owner, id)
                .flatMap(sharing ->
                        transactions.quietly(() ->
                                Sql.change(END, id, owner.value(), clock.now())
                                        .flatMap(done -> changed(owner))))
                .invoke(() -> LOG.infof("event=sharing-ended sharing=%s", id));
    }

    private Uni<SharingView> own(PersonId owner, UUID id) {
        return reads.view(id, true)
                .invoke(sharing -> {
                    if (!sharing.person().id().equals(owner)) {
                        throw Problem.notFound().refused();
                    }
                });
    }

    private static Uni<Void> changed(PersonId owner) {
        return Sql.tell(OpenWindows.CHANGED, owner.toString());
    }
}
