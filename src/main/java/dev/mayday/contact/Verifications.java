package dev.mayday.contact;

import dev.mayday.clock.MaydayClock;
import dev.mayday.clock.Transactions;
import dev.mayday.identity.Codes;
import dev.mayday.outbox.Letters;
import dev.mayday.problem.Problem;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.PersonId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Proves that a channel reaches its contact: by a code, or a webhook by a signed challenge. */
@ApplicationScoped
class Verifications {
    private static final Logger LOG = Logger.getLogger(Verifications.class);
    private static final String CODE = "channel";

    private final Transactions transactions;
    private final Contacts contacts;
    private final Codes codes;
    private final Letters letters;
    private final LetterLimit limit;
    private final MaydayClock clock;
    private final Set<String> providers;

    Verifications(
            Transactions transactions,
            Contacts contacts,
            Codes codes,
            Letters letters,
            LetterLimit limit,
            MaydayClock clock,
            @ConfigProperty(name = "mayday.channels", defaultValue = "email,webhook")
                    Set<String> providers) {
        this.transactions = transactions;
        this.contacts = contacts;
        this.codes = codes;
        this.letters = letters;
        this.limit = limit;
        this.clock = clock;
        this.providers = providers;
    }

    /**
     * Sends a code or a challenge; a channel that is verified already is sent nothing.
     *
     * @throws dev.mayday.problem.Refused not-found; opted-out; no-provider; too-many-attempts
     */
    Uni<Void> start(PersonId owner, ContactId contact, UUID channel) {
        return transactions.write(() ->
                contacts.find(owner, contact, LockModeType.PESSIMISTIC_WRITE)
                        .flatMap(found ->
                                channel(found, channel)
                                        .flatMap(there -> start(owner, found, there))));
    }

    /**
     * @throws dev.mayday.problem.Refused not-found; invalid-code where it is wrong, too old or used
     *     up
     */
    Uni<Void> confirm(PersonId owner, ContactId contact, UUID channel, String code) {
        // a wrong code is counted, so the transaction is committed before the refusal
        return transactions
                .write(() ->
                        contacts.find(owner, contact, LockModeType.PESSIMISTIC_WRITE)
                                .flatMap(found -> channel(found, channel))
                                .flatMap(there -> use(there, code)))
                .invoke(right -> {
                    if (!right) {
                        throw Problem.invalid("code", "is wrong, too old or used up").refused();
                    }
                    LOG.infof("event=channel-verified contact=%s channel=%s", contact, channel);
                })
                .replaceWithVoid();
    }

    private Uni<Void> start(PersonId owner, ContactEntity contact, ChannelEntity channel) {
        if (contact.isDeclined()) {
            throw optedOut();
        }
        return switch (channel.stateOf(contact)) {
            case VERIFIED -> Uni.createFrom().voidItem();
            case OPTED_OUT -> throw optedOut();
            case UNVERIFIED, FAILING -> {
                // no code proves a browser: linking the account does
                if (channel.kind() == ChannelType.PUSH
                        || !providers.contains(channel.kind().wire())) {
                    throw Problem.conflict(
                                    "no-provider",
                                    "there is nothing here that could verify "
                                            + channel.kind().wire())
                            .refused();
                }
                yield limit.take(owner, channel.key())
                        .flatMap(free -> {
                            if (!free) {
                                throw Problem.tooManyAttempts("try again in an hour").refused();
                            }
                            return send(contact, channel);
                        });
            }
        };
    }

    private Uni<Void> send(ContactEntity contact, ChannelEntity channel) {
        return switch (channel.kind()) {
            case EMAIL, SMS, VOICE ->
                    codes.make(CODE, channel.id(), address(channel), clock.now())
                            // not by the channel's id: a receipt for a code proves nothing yet
                            .flatMap(code -> write(null, contact, channel, Map.of("code", code)));
            case WEBHOOK -> write(channel.id(), contact, channel, Map.of());
            case PUSH -> Uni.createFrom().voidItem();
        };
    }

    private Uni<Void> write(
            @Nullable UUID channelId,
            ContactEntity contact,
            ChannelEntity channel,
            Map<String, String> own) {
        var parameters = new HashMap<>(own);
        parameters.put("name", contact.name());
        parameters.put("locale", contact.locale());
        return letters.write(
                channelId,
                channel.kind().wire(),
                address(channel),
                contact.name(),
                "channel-verification",
                parameters);
    }

    private Uni<Boolean> use(ChannelEntity channel, String code) {
        return codes.use(CODE, channel.id(), address(channel), code, clock.now())
                .invoke(right -> {
                    if (right) {
                        channel.verified();
                    }
                });
    }

    private Uni<ChannelEntity> channel(ContactEntity contact, UUID id) {
        return contacts.channels(List.of(contact))
                .map(channels ->
                        channels.stream()
                                .filter(channel -> channel.id().equals(id))
                                .findFirst()
                                .orElseThrow(() -> Problem.notFound().refused()));
    }

    private static String address(ChannelEntity channel) {
        return Objects.requireNonNullElse(channel.address(), "");
    }

    private static RuntimeException optedOut() {
        return Problem.conflict("opted-out", "the contact asked to be sent nothing").refused();
    }
}
