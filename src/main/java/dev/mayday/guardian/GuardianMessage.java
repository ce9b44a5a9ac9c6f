package dev.mayday.guardian;

import dev.mayday.alert.Answers.Said;
import dev.mayday.problem.Problem;
import dev.mayday.wire.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a guardian's browser says (PROTOCOL.md, Guardian socket). */
sealed interface GuardianMessage {
    /**
     * @param alert one; null for everything that this identity may see
     */
    record Subscribe(@Nullable UUID alert, @Nullable String after) implements GuardianMessage {}

    record Unsubscribe(@Nullable UUID alert) implements GuardianMessage {}

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
        noSharing(fields);
        return new Unsubscribe(fields.uuid("alertId"));
    }

    /** There are no sharings: none is found, and none is taken for all. */
    private static void noSharing(Fields fields) {
        if (fields.uuid("sharingId") != null) {
            throw Problem.notFound().refused();
        }
    }

    private static Subscribe subscribe(Fields fields) {
        noSharing(fields);
        return new Subscribe(fields.uuid("alertId"), fields.text("after", 10_000));
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
