package dev.mayday.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash as its PHC string has it, {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}.
 * Making or matching one takes tens of milliseconds and the memory it names: only on a {@link
 * HashPool}.
 *
 * @param memory KiB
 */
record PhcHash(int memory, int iterations, int lanes, byte[] salt, byte[] hash) {
    private static final Pattern FORM =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]{8,64})\\$([A-Za-z0-9+/]{8,128})");
    private static final SecureRandom RANDOM = new SecureRandom();

    // OWASP's second choice of parameters: 19 MiB, two passes
    private static final int MEMORY = 19 * 1024;
    private static final int ITERATIONS = 2;

    static PhcHash of(String secret) {
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        return new PhcHash(
                MEMORY, ITERATIONS, 1, salt, argon2(secret, MEMORY, ITERATIONS, 1, salt, 32));
    }

    /**
     * @throws IllegalArgumentException where the text is no such string
     */
    static PhcHash parse(String phc) {
        var parts = FORM.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a PHC string of Argon2id");
        }
        return new PhcHash(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Base64.getDecoder().decode(parts.group(4)),
                Base64.getDecoder().decode(parts.group(5)));
    }

    /** Whether the secret is the one that was hashed; takes as long either way. */
    boolean matches(String secret) {
        return MessageDigest.isEqual(
                hash, argon2(secret, memory, iterations, lanes, salt, hash.length));
    }

    @Override
    public String toString() {
        var base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m="
                + memory
                + ",t="
                + iterations
                + ",p="
                + lanes
                + "$"
                + base64.encodeToString(salt)
                + "$"
                + base64.encodeToString(hash);
    }

    private static byte[] argon2(
            String secret, int memory, int iterations, int lanes, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(memory)
                        .withIterations(iterations)
                        .withParallelism(lanes)
                        .withSalt(salt)
                        .build());
        var hash = new byte[length];
        generator.generateBytes(secret.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
