package dev.mayday.identity;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

/** The two pools: a flood of sign-ins must not keep anybody from calling off an alert. */
@ApplicationScoped
class HashPools {
    private final HashPool passwords;
    private final HashPool pins;

    HashPools(IdentitySettings settings, MeterRegistry meters) {
        passwords = new HashPool("password", settings.passwords(), meters);
        pins = new HashPool("pin", settings.pins(), meters);
    }

    HashPool passwords() {
        return passwords;
    }

    HashPool pins() {
        return pins;
    }

    @PreDestroy
    void stop() {
        passwords.stop();
        pins.stop();
    }
}
