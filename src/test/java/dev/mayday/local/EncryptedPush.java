package dev.mayday.local;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The body of a push message as a browser reads it: RFC 8291 over RFC 8188, written from those two
 * and nothing else, so that it proves whoever encrypts.
 */
public final class EncryptedPush {
    private static final int SALT = 16;
    private static final int TAG = 16;

    private EncryptedPush() {}

    /**
     * @param publicKey the browser's own, uncompressed
     * @param auth the secret that the browser gave with it
     * @throws GeneralSecurityException if it was not encrypted for this browser, or was changed
     */
    public static byte[] decrypt(byte[] body, PrivateKey privateKey, byte[] publicKey, byte[] auth)
            throws GeneralSecurityException {
        var header = ByteBuffer.wrap(body);
        var salt = new byte[SALT];
        header.get(salt);
        int recordSize = header.getInt();
        var sender = new byte[Byte.toUnsignedInt(header.get())];
        header.get(sender);
        var record = new byte[header.remaining()];
        header.get(record);
        if (record.length > recordSize) {
            throw new GeneralSecurityException("a push message is one record");
        }

        var agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(privateKey);
        agreement.doPhase(point(sender), true);
        var info = joined(text("WebPush: info"), publicKey, sender);
        var secret = expanded(hmac(auth, agreement.generateSecret()), info, 32);
        var key = hmac(salt, secret);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(expanded(key, text("Content-Encoding: aes128gcm"), 16), "AES"),
                new GCMParameterSpec(8 * TAG, expanded(key, text("Content-Encoding: nonce"), 12)));
        return unpadded(cipher.doFinal(record));
    }

    /** A public key from its uncompressed point. */
    static ECPublicKey point(byte[] uncompressed) throws GeneralSecurityException {
        if (uncompressed.length != 65 || uncompressed[0] != 4) {
            throw new GeneralSecurityException("not an uncompressed point");
        }
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        var point =
                new ECPoint(
                        new BigInteger(1, Arrays.copyOfRange(uncompressed, 1, 33)),
                        new BigInteger(1, Arrays.copyOfRange(uncompressed, 33, 65)));
        return (ECPublicKey)
                KeyFactory.getInstance("EC")
                        .generatePublic(
                                new ECPublicKeySpec(
                                        point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    /** The uncompressed point of a public key. */
    static byte[] uncompressed(ECPublicKey key) {
        return ByteBuffer.allocate(65)
                .put((byte) 4)
                .put(coordinate(key.getW().getAffineX()))
                .put(coordinate(key.getW().getAffineY()))
                .array();
    }

    private static byte[] coordinate(BigInteger number) {
        var bytes = new byte[32];
        var own = number.toByteArray();
        int length = Math.min(own.length, 32);
        System.arraycopy(own, own.length - length, bytes, 32 - length, length);
        return bytes;
    }

    /** The last record ends with 2, then as many zeros as its writer liked. */
    private static byte[] unpadded(byte[] padded) throws GeneralSecurityException {
        int end = padded.length - 1;
        while (end >= 0 && padded[end] == 0) {
            end--;
        }
        if (end < 0 || padded[end] != 2) {
            throw new GeneralSecurityException("no end of the last record");
        }
        return Arrays.copyOf(padded, end);
    }

    /** HKDF's second half (RFC 5869), for up to 32 bytes. */
    private static byte[] expanded(byte[] key, byte[] info, int length)
            throws GeneralSecurityException {
        return Arrays.copyOf(hmac(key, joined(info, new byte[] {1})), length);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    private static byte[] text(String name) {
        return (name + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (var part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
