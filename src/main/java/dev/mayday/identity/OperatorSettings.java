package dev.mayday.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who operates this installation, and what they may. */
@ConfigMapping(prefix = "mayday.operator")
public interface OperatorSettings {
    /** The e-mail addresses of their accounts; one that is not verified counts for nothing. */
    Optional<List<String>> emails();

    /** For how long a place may be read once its glass is broken. */
    @WithDefault("PT30M")
    Duration breakGlass();
}
