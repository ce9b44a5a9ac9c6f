package dev.mayday.identity;

import dev.mayday.clock.MaydayClock;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import dev.mayday.wire.PersonId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Access tokens: JWTs (HS256) that name a session or a link. What they name is looked at, too. */
@ApplicationScoped
public class Tokens {
    private static final String ISSUER = "mayday";
    private static final String SESSION = "sid";
    private static final String LINK = "lid";
    private static final String CONTACT = "cid";

    private final HmacKey key;
    private final MaydayClock clock;
    private final IdentitySettings settings;

    Tokens(Keys keys, MaydayClock clock, IdentitySettings settings) {
        this.key = new HmacKey(keys.key("access-token"));
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * What a token says.
     *
     * @param caller an account's may turn out to be an operator's
     */
    record Token(Caller caller, Instant expiresAt) {}

    String forSession(PersonId person, UUID session) {
        var claims = new JwtClaims();
        claims.setSubject(person.toString());
        claims.setStringClaim(SESSION, session.toString());
        return signed(claims, clock.now().plus(settings.accessTokenLife()));
    }

    /** An access token for a link's holder, good until then at most and as long as the link is. */
    public String forLink(Caller.LinkHolder holder, Instant expiresAt) {
        var claims = new JwtClaims();
        claims.setSubject(holder.alert().toString());
        claims.setStringClaim(LINK, holder.link().toString());
        if (holder.contact() != null) {
            claims.setStringClaim(CONTACT, holder.contact().toString());
        }
        return signed(claims, expiresAt);
    }

    /** What the token says; null where it is not one of ours, or has ended. */
    @Nullable Token read(String text) {
        try {
            var jws = new JsonWebSignature();
            jws.setAlgorithmConstraints(
                    new AlgorithmConstraints(
                            ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256));
            jws.setCompactSerialization(text);
            jws.setKey(key);
            if (!jws.verifySignature()) {
                return null;
            }
            var claims = JwtClaims.parse(jws.getPayload());
            var expiresAt = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
            return clock.now().isBefore(expiresAt) ? new Token(caller(claims), expiresAt) : null;
        } catch (JoseException | InvalidJwtException | MalformedClaimException e) {
            return null;
        }
    }

    private String signed(JwtClaims claims, Instant expiresAt) {
        claims.setIssuer(ISSUER);
        claims.setIssuedAt(NumericDate.fromSeconds(clock.now().getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        jws.setKey(key);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Caller caller(JwtClaims claims) throws MalformedClaimException {
        var subject = UUID.fromString(claims.getSubject());
        var session = claims.getStringClaimValue(SESSION);
        if (session != null) {
            return new Caller.Account(new PersonId(subject), UUID.fromString(session), false);
        }
        var contact = claims.getStringClaimValue(CONTACT);
        return new Caller.LinkHolder(
                UUID.fromString(claims.getStringClaimValue(LINK)),
                new AlertId(subject),
                contact == null ? null : new ContactId(UUID.fromString(contact)));
    }
}
