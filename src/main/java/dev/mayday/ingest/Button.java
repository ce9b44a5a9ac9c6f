package dev.mayday.ingest;

import dev.mayday.alert.Trigger;
import dev.mayday.location.Fix;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Anything that can make one request: whatever it says, it asks for help now. */
record Button(AppFields fields) implements AppReport {

    @Override
    public @Nullable String token() {
        return fields.text("id");
    }

    @Override
    public String alarm(boolean manual) {
        var kind = fields.text("kind");
        if (kind == null) {
            return "sos";
        }
        if (!Trigger.KINDS.contains(kind)) {
            throw AppFields.invalid("kind", "is none that there is");
        }
        return kind;
    }

    @Override
    public @Nullable Instant pressedAt() {
        return null;
    }

    @Override
    public @Nullable String note() {
        return fields.text("note");
    }

    @Override
    public @Nullable Fix fix(Instant now, @Nullable Instant instead) {
        if (fields.lacks("lat") && fields.lacks("lon")) {
            return null;
        }
        return Place.read(
                fields,
                now,
                "lat",
                "lon",
                "accuracy",
                "altitude",
                "speed",
                1,
                "heading",
                fields.measure("batt", 100));
    }
}
