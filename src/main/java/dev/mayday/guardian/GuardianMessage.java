package dev.mayday.guardian;

import dev.mayday.alert.Answers.Said;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a guardian's browser says (PROTOCOL.md, Guardian socket). */
sealed interface GuardianMessage {
    /** Everything that this identity may see. */
    record SubscribeToAll(@Nullable String after) implements GuardianMessage {}

    record SubscribeToAlert(UUID alert, @Nullable String after) implements GuardianMessage {}

    record SubscribeToSharing(UUID sharing, @Nullable String after) implements GuardianMessage {}

    /**
     * @param subject an alert or a sharing; null for everything
     */
    record Unsubscribe(@Nullable UUID subject) implements GuardianMessage {}

    record Acknowledge(UUID alert, Said said) implements GuardianMessage {}

    record Decline(UUID alert, Said said) implements GuardianMessage {}

    /**
     * @throws dev.mayday.problem.Refused malformed-message, unknown-type, invalid-…
     */
    static GuardianMessage read(Fields fields) {
        return switch (fields.text("type", 64)) {
            case null -> throw Problem.invalid("type", "is missing").refused();
            case "subscribe" -> subscribe(fields);
            case "unsubscribe" -> unsubscribe(fields);
            case "acknowledge" -> new Acknowledge(alert(fields), said(fields));
            case "decline" -> new Decline(alert(fields), said(fields));
            default ->
                    throw new Problem(400, "unknown-type", "type: there is no such message")
                            .refused();
        };
    }

    private static Unsubscribe unsubscribe(Fields fields) {
        var sharing = sharing(fields);
        return new Unsubscribe(sharing != null ? sharing : fields.uuid("alertId"));
    }

    private static GuardianMessage subscribe(Fields fields) {
        var alert = fields.uuid("alertId");
        var sharing = sharing(fields);
        var after = fields.text("after", 10_000);
        if (sharing != null) {
            return new SubscribeToSharing(sharing, after);
        }
        return alert != null ? new SubscribeToAlert(alert, after) : new SubscribeToAll(after);
    }

    private static @Nullable UUID sharing(Fields fields) {
        var sharing = fields.uuid("sharingId");
        if (sharing != null && fields.uuid("alertId") != null) {
            throw Problem.invalid("sharingId", "stands in place of alertId, not beside it")
                    .refused();
        }
        return sharing;
    }

    private static UUID alert(Fields fields) {
        var id = fields.uuid("alertId");
        if (id == null) {
            throw Problem.invalid("alertId", "is missing").refused();
        }
        return id;
    }

    private static Said said(Fields fields) {
        var minutes = fields.whole("etaMinutes", 0, 1_440);
        return new Said(fields.text("note", 2_000), minutes == null ? null : minutes.intValue());
    }
}
