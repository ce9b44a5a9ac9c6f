package dev.mayday.operator;

import dev.mayday.clock.Transactions;
import dev.mayday.identity.Caller;
import dev.mayday.identity.Operators;
import dev.mayday.identity.Sessions;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Page;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Everybody with an account, as an operator reads them. */
@ApplicationScoped
class Users {
    /** $1: the operators' addresses. */
    private static final String USERS =
            """
            SELECT p.id, p.name, p.email, p.email_verified_at IS NOT NULL AS "emailVerified", p.phone,
                   CASE WHEN p.role = 'system' THEN 'system'
                        WHEN p.email_verified_at IS NOT NULL AND lower(p.email) = ANY($1) THEN 'operator'
                        ELSE 'user' END AS role,
                   p.created_at AS "createdAt",
                   (SELECT count(*) FROM device d WHERE d.person_id = p.id) AS devices,
                   (SELECT count(*) FROM contact c WHERE c.person_id = p.id AND c.removed_at IS NULL) AS contacts,
                   (SELECT max(s.created_at) FROM session s WHERE s.person_id = p.id) AS "lastSignInAt"
            FROM person p
            """;

    /** Found first, by the index that there is for it, and then put in order. */
    private static final String OF_PART =
            "p.id = ANY(ARRAY(SELECT id FROM person WHERE lower(email) LIKE {} OR lower(name) LIKE {}))";

    /** As their owner has them: under duress, what was removed looks removed here too. */
    private static final String CONTACTS =
            """
            SELECT c.id, c.name, c.relationship, c.tier,
                   CASE WHEN c.declined_at IS NOT NULL THEN 'declined' WHEN c.accepted_at IS NOT NULL THEN 'accepted'
                        WHEN c.invited_at IS NOT NULL THEN 'invited' ELSE 'new' END AS state,
                   c.guardian_id IS NOT NULL AS guardian,
                   (SELECT coalesce(json_agg(json_build_object('id', ch.id, 'type', ch.type, 'address', ch.address,
                                             'state', ch.state) ORDER BY ch.id), '[]'::json)
                    FROM channel ch WHERE ch.contact_id = c.id AND ch.removed_at IS NULL) AS channels
            FROM contact c WHERE c.person_id = $1 AND c.removed_at IS NULL ORDER BY c.tier, c.id
            """;

    private final Transactions transactions;
    private final JsonRows rows;
    private final AuditLog audit;
    private final Alerts alerts;
    private final Operators operators;
    private final Sessions sessions;

    Users(
            Transactions transactions,
            JsonRows rows,
            AuditLog audit,
            Alerts alerts,
            Operators operators,
            Sessions sessions) {
        this.transactions = transactions;
        this.rows = rows;
        this.audit = audit;
        this.alerts = alerts;
        this.operators = operators;
        this.sessions = sessions;
    }

    /**
     * @param phone E.164
     * @param role user, operator or system
     * @param devices how many apps have a token
     */
    @Schema(name = "OperatorUser")
    record Line(
            UUID id,
            String name,
            String email,
            boolean emailVerified,
            @Nullable String phone,
            String role,
            Instant createdAt,
            int devices,
            int contacts,
            @Nullable Instant lastSignInAt) {}

    /**
     * @param alerts the newest 20; none where it is the operator's own account
     */
    @Schema(name = "OperatorUserFile")
    record File(Line user, List<Contact> contacts, List<Alerts.Line> alerts) {}

    /**
     * @param tier 1..9, 1 is told first
     * @param state new, invited, accepted or declined
     * @param guardian whether an account guards the user as this contact
     */
    @Schema(name = "OperatorContact")
    record Contact(
            UUID id,
            String name,
            @Nullable String relationship,
            int tier,
            String state,
            boolean guardian,
            List<Channel> channels) {}

    /**
     * @param type email, sms, voice, push or webhook
     * @param address absent for push
     * @param state unverified, verified, opted-out or failing
     */
    @Schema(name = "OperatorChannel")
    record Channel(UUID id, String type, @Nullable String address, String state) {}

    /** Newest first. @param asked which */
    Uni<Page<Line>> list(Caller.Account reader, UserQuery asked, Search search) {
        search.value(operators.emails());
        if (asked.id() != null) {
            search.ofPerson("p.id = {}", asked.id());
        } else {
            search.where(OF_PART, asked.pattern()).about(asked.target());
        }
        if (!asked.system()) {
            search.where("p.role <> 'system'");
        }
        return transactions.quietly(() ->
                rows.page(Line.class, USERS, search.newestFirst("p.id"), Line::id)
                        .call(page ->
                                audit.listed(
                                        reader,
                                        Action.LIST_USERS,
                                        search,
                                        page.items().stream().map(Line::id))));
    }

    /** Fails with not-found. */
    Uni<File> read(Caller.Account reader, UUID id) {
        return transactions.quietly(() ->
                rows.one(Line.class, USERS + "WHERE p.id = $2", operators.emails(), id)
                        .call(user -> audit.add(reader, Action.READ_USER, id, null, null))
                        .flatMap(user ->
                                rows.all(Contact.class, CONTACTS, id)
                                        .flatMap(contacts ->
                                                alerts.newestOf(reader, id)
                                                        .map(raised ->
                                                                new File(
                                                                        user, contacts, raised)))));
    }

    /** Ends every session of the account. Fails with not-found. */
    Uni<Void> endSessions(Caller.Account operator, UUID id) {
        return transactions.quietly(() ->
                rows.one(Line.class, USERS + "WHERE p.id = $2", operators.emails(), id)
                        .invoke(user -> {
                            if (user.role().equals("system")) {
                                throw Problem.notFound().refused();
                            }
                        })
                        .flatMap(user -> audit.add(operator, Action.END_SESSIONS, id, null, null))
                        .flatMap(done -> sessions.endAll(new PersonId(id))));
    }
}
