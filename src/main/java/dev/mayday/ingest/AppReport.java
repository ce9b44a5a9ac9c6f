package dev.mayday.ingest;

import dev.mayday.location.Fix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one request of an app says, in that app's own format and units. It is read as it is asked
 * for, so that a call for help is heard even where the place beside it can't be read.
 */
interface AppReport {
    /** The device token in it; null where the format has none, or it is missing. */
    @Nullable String token();

    /**
     * The kind of alert that it asks for; null where it is a place alone.
     *
     * @param manual whether the device's owner wants a manual report to be a call for help
     * @throws dev.mayday.problem.Refused invalid-kind
     */
    @Nullable String alarm(boolean manual);

    /** When the button was pressed, as far as the app says it readably. */
    @Nullable Instant pressedAt();

    /** What the person says with it. */
    default @Nullable String note() {
        return null;
    }

    /**
     * The place, in metres, metres a second and percent.
     *
     * @param now the time to take where the format may leave it out
     * @param instead the time to take whatever the app says; null to read it
     * @return null where the app says that it has none
     * @throws dev.mayday.problem.Refused naming the app's own field that is missing or wrong
     */
    @Nullable Fix fix(Instant now, @Nullable Instant instead);
}
