package dev.mayday.alert;

import dev.mayday.identity.Caller;
import dev.mayday.problem.Problem;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Who may see an alert, and as what. */
@ApplicationScoped
public class Access {
    /** As what somebody stands before an alert. */
    public sealed interface Role {
        AlertId alert();

        PersonId person();

        /** The person who raised it: sees a projection. */
        record Owner(AlertId alert, PersonId person, String name) implements Role {}

        /** A contact, by the linked account or by the contact's own link. */
        record Guardian(AlertId alert, PersonId person, ContactId contact, String name, By by)
                implements Role {}

        /**
         * Somebody with a link that the owner made: sees what the owner is shown, without names.
         */
        record Guest(AlertId alert, PersonId person, UUID link) implements Role {}

        /** Whether it is the owner's projection that is shown. */
        default boolean ownersView() {
            return !(this instanceof Guardian);
        }
    }

    private static final String ACCOUNT =
            """
            SELECT a.id, a.person_id, p.name AS person_name, a.person_id = $2 AS owner, g.contact_id, g.name
            FROM alert a JOIN person p ON p.id = a.person_id
            LEFT JOIN LATERAL (SELECT * FROM guardianship g WHERE g.person_id = a.person_id AND g.guardian_id = $2
                                 AND g.since <= coalesce(a.owner_ended_at, 'infinity')
                               ORDER BY g.tier, g.contact_id LIMIT 1) g ON true
            WHERE (a.id = $1 OR (a.client_alert_id = $1 AND a.person_id = $2))
              AND (a.person_id = $2 AND a.owner_knows OR (a.person_id <> $2 AND g.contact_id IS NOT NULL AND a.activated_at IS NOT NULL))
            """;

    private static final String LINK =
            """
            SELECT a.id, a.person_id, p.name AS person_name, l.contact_id, c.name
            FROM link l JOIN alert a ON a.id = l.alert_id JOIN person p ON p.id = a.person_id
            LEFT JOIN standing_contact c ON c.id = l.contact_id
            WHERE l.id = $2 AND a.id = $1 AND l.revoked_at IS NULL AND l.expires_at > mayday_now()
              AND (l.contact_id IS NULL OR (c.id IS NOT NULL AND a.activated_at IS NOT NULL))
            """;

    private final Pool pool;

    Access(Pool pool) {
        this.pool = pool;
    }

    /** A link that the owner made sees no deliveries, views or places: refused with not-allowed. */
    public static void noGuest(Role role) {
        if (role instanceof Role.Guest) {
            throw Problem.notAllowed("this link may only view the alert").refused();
        }
    }

    /**
     * @param either an alert's id, or the clientAlertId for its owner
     * @return refused with not-found for what is someone else's, to the letter as for what does not
     *     exist
     */
    public Uni<Role> of(Caller caller, UUID either) {
        return switch (caller) {
            case Caller.Account account ->
                    one(ACCOUNT, either, account.person().value()).map(Access::ofAccount);
            case Caller.LinkHolder holder ->
                    one(LINK, either, holder.link()).map(row -> ofLink(row, holder.link()));
            case Caller.Device device ->
                    Uni.createFrom()
                            .failure(
                                    Problem.notAllowed(
                                                    "a device token opens the device socket alone")
                                            .refused());
        };
    }

    private Uni<Row> one(String sql, UUID alert, UUID who) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(alert, who))
                .map(rows -> {
                    var found = rows.iterator();
                    if (!found.hasNext()) {
                        throw Problem.notFound().refused();
                    }
                    return found.next();
                });
    }

    private static Role ofAccount(Row row) {
        var alert = new AlertId(row.getUUID("id"));
        var person = new PersonId(row.getUUID("person_id"));
        return row.getBoolean("owner")
                ? new Role.Owner(alert, person, row.getString("person_name"))
                : guardian(row, alert, person);
    }

    private static Role ofLink(Row row, UUID link) {
        var alert = new AlertId(row.getUUID("id"));
        var person = new PersonId(row.getUUID("person_id"));
        return row.getUUID("contact_id") == null
                ? new Role.Guest(alert, person, link)
                : guardian(row, alert, person);
    }

    private static Role guardian(Row row, AlertId alert, PersonId person) {
        var contact = new ContactId(row.getUUID("contact_id"));
        return new Role.Guardian(
                alert,
                person,
                contact,
                row.getString("name"),
                By.contact(contact, row.getString("name")));
    }
}
