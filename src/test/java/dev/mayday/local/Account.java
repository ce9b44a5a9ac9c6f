package dev.mayday.local;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A person's account, signed in when it needs to be. */
public final class Account {

    private static final int EARLY = 60; // seconds before the token's end that a new one is got

    private final Wire wire;
    private final String email;
    private final String password;
    private String token = "";
    private Instant until = Instant.EPOCH;

    private Account(Wire wire, String email, String password) {
        this.wire = wire;
        this.email = email;
        this.password = password;
    }

    /** An account that exists. */
    public static Account of(Wire wire, String email, String password) {
        return new Account(wire, email, password);
    }

    /** A new account with an address that nobody else has. */
    public static Account signUp(Wire wire, String name) {
        var email = "%s.%s@example.org".formatted(name.toLowerCase(), UUID.randomUUID().toString());
        var account = new Account(wire, email, "correct horse " + name);
        wire.call(
                        "POST",
                        "/v1/users",
                        Optional.of(
                                Json.object(
                                        "email", email,
                                        "name", name,
                                        "password", account.password)),
                        Optional.empty())
                .ok();
        return account;
    }

    public String email() {
        return email;
    }

    /** For those who sign in by hand. */
    public String password() {
        return password;
    }

    public Bearer bearer() {
        return new Bearer(wire, this::token);
    }

    /** Sets the PIN, and the one to give under duress. */
    public void setPins(String pin, String duressPin) {
        bearer().put("/v1/me/pins", "pin", pin, "duressPin", duressPin).ok();
    }

    /** Ends the session. The next call signs in again. */
    public void signOut() {
        bearer().delete("/v1/sessions").ok();
        forget();
    }

    private synchronized void forget() {
        until = Instant.EPOCH;
    }

    private synchronized String token() {
        if (Instant.now().isAfter(until)) {
            var session =
                    wire.call(
                                    "POST",
                                    "/v1/sessions",
                                    Optional.of(Json.object("email", email, "password", password)),
                                    Optional.empty())
                            .ok();
            token = session.get("accessToken").asText();
            until = Instant.now().plusSeconds(session.get("expiresIn").asLong() - EARLY);
        }
        return token;
    }
}
