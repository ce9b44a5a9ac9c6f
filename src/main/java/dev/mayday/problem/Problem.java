package dev.mayday.problem;

/**
 * A refusal as PROTOCOL.md names them.
 *
 * @param status the HTTP status; a socket leaves it out
 * @param code as in {@code urn:mayday:problem:<code>}
 * @param detail for people: which field and why. Never holds a coordinate, an address or a secret
 */
public record Problem(int status, String code, String detail) {

    public static Problem invalid(String field, String why) {
        return new Problem(400, "invalid-" + field, field + ": " + why);
    }

    public static Problem malformed(String why) {
        return new Problem(400, "malformed-message", why);
    }

    public static Problem notSignedIn() {
        return new Problem(401, "not-signed-in", "a valid access token is needed");
    }

    public static Problem notAllowed(String why) {
        return new Problem(403, "not-allowed", why);
    }

    public static Problem wrongPin() {
        return new Problem(403, "wrong-pin", "the PIN is missing or wrong");
    }

    /** To the letter the same for what is someone else's and for what does not exist. */
    public static Problem notFound() {
        return new Problem(404, "not-found", "there is no such thing, or it is not yours");
    }

    public static Problem tooLarge() {
        return new Problem(413, "too-large", "the body is too large");
    }

    public static Problem conflict(String code, String detail) {
        return new Problem(409, code, detail);
    }

    public static Problem tooManyAttempts(String detail) {
        return new Problem(429, "too-many-attempts", detail);
    }

    public static Problem tryLater(String detail) {
        return new Problem(503, "try-later", detail);
    }

    /** This problem as the failure of a Uni or of a record's constructor. */
    public Refused refused() {
        return new Refused(this);
    }
}
