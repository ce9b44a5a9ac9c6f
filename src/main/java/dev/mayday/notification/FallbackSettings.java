package dev.mayday.notification;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Whom of the operator's to tell when nobody else answers. */
@ConfigMapping(prefix = "mayday.fallback")
interface FallbackSettings {
    Optional<String> email();

    Optional<String> webhook();

    /** What the webhook is signed with, as Standard Webhooks write it: {@code whsec_<base64>}. */
    Optional<String> webhookSecret();
}
