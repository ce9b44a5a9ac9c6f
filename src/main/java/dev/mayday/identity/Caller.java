package dev.mayday.identity;

import dev.mayday.problem.Problem;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.PersonId;
import io.quarkus.security.identity.SecurityIdentity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who asks: the answer of authentication, and what every desk decides by. */
public sealed interface Caller {
    /** The attribute of a {@link SecurityIdentity} that holds its caller. */
    String ATTRIBUTE = "mayday.caller";

    /** And the one that holds the {@link java.time.Instant} at which its token ends, if it does. */
    String EXPIRES = "mayday.expires";

    // The roles of a SecurityIdentity, for @RolesAllowed.
    String ACCOUNT = "account";
    String DEVICE = "device";
    String LINK = "link";
    String OPERATOR = "operator";

    /**
     * A person signed in.
     *
     * @param session the session that ends with sign-out or a changed password
     */
    record Account(PersonId person, UUID session, boolean operator) implements Caller {}

    /** A phone app's own token: good for the device socket and for ingest, nothing else. */
    record Device(PersonId person, UUID device) implements Caller {}

    /**
     * Somebody with a link, good for one alert.
     *
     * @param contact whose link it is; absent for one that the owner made, which may only view
     */
    record LinkHolder(UUID link, AlertId alert, @Nullable ContactId contact) implements Caller {}

    /**
     * @throws dev.mayday.problem.Refused not-signed-in
     */
    static Caller of(SecurityIdentity identity) {
        Caller caller = identity.getAttribute(ATTRIBUTE);
        if (caller == null) {
            throw Problem.notSignedIn().refused();
        }
        return caller;
    }

    /**
     * The account that asks. @throws dev.mayday.problem.Refused not-signed-in, or not-allowed for a
     * device or a link
     */
    static Account account(SecurityIdentity identity) {
        if (of(identity) instanceof Account account) {
            return account;
        }
        throw Problem.notAllowed("only an account may do this").refused();
    }
}
