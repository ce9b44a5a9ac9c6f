package dev.mayday.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The example of RFC 8291, section 5. */
class EncryptedPushTest {
    private static final String PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private static final String PUBLIC =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String BODY =
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
                    + "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
                    + "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";

    @Test
    void theExampleOfTheRfcIsRead() throws GeneralSecurityException {
        assertEquals("When I grow up, I want to be a watermelon", decrypt(bytes(BODY)));
    }

    @Test
    void aMessageThatWasChangedIsNot() {
        var changed = bytes(BODY);
        changed[changed.length - 20] ^= 1;
        assertThrows(GeneralSecurityException.class, () -> decrypt(changed));
    }

    private static String decrypt(byte[] body) throws GeneralSecurityException {
        return new String(
                EncryptedPush.decrypt(body, privateKey(), bytes(PUBLIC), bytes(AUTH)),
                StandardCharsets.UTF_8);
    }

    private static PrivateKey privateKey() throws GeneralSecurityException {
        var curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePrivate(
                        new ECPrivateKeySpec(
                                new BigInteger(1, bytes(PRIVATE)),
                                curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static byte[] bytes(String base64url) {
        return Base64.getUrlDecoder().decode(base64url);
    }
}
