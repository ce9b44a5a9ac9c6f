package dev.mayday.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.UUID;

/**
 * A browser that has subscribed to push messages: its keys never leave it.
 *
 * @param endpoint where its push service takes messages for it
 * @param sender the only key whose holder may send to it, base64url; anybody's where it is empty
 */
public record PushBrowser(String id, String endpoint, String sender, KeyPair keys, byte[] auth) {

    static PushBrowser at(String pushService, String sender) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var auth = new byte[16];
            new SecureRandom().nextBytes(auth);
            var id = UUID.randomUUID().toString();
            return new PushBrowser(
                    id, pushService + "/push/" + id, sender, generator.generateKeyPair(), auth);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code PushSubscription.toJSON()} gives. */
    public JsonNode subscription() {
        var json = Json.object("endpoint", endpoint);
        json.putNull("expirationTime");
        json.set("keys", Json.object("p256dh", base64url(publicKey()), "auth", base64url(auth)));
        return json;
    }

    /**
     * @throws GeneralSecurityException if it was not encrypted for this browser
     */
    byte[] decrypt(byte[] body) throws GeneralSecurityException {
        return EncryptedPush.decrypt(body, keys.getPrivate(), publicKey(), auth);
    }

    private byte[] publicKey() {
        return EncryptedPush.uncompressed((ECPublicKey) keys.getPublic());
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
