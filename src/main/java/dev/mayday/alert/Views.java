package dev.mayday.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mayday.alert.AlertView.Answer;
import dev.mayday.alert.AlertView.Raiser;
import dev.mayday.alert.AlertView.Resolution;
import dev.mayday.location.Fix;
import dev.mayday.wire.AlertId;
import dev.mayday.wire.ContactId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What each side is shown of an alert: the truth for its guardians, a projection for its owner. */
@ApplicationScoped
class Views {
    private final ObjectMapper json;

    Views(ObjectMapper json) {
        this.json = json;
    }

    AlertView guardian(AlertEntity alert, Raiser person, List<ResponseEntity> responses) {
        return view(
                alert,
                person,
                responses,
                alert.state,
                alert.version,
                alert.duressAt != null ? Boolean.TRUE : null);
    }

    AlertView owner(AlertEntity alert, Raiser person, List<ResponseEntity> responses) {
        return alert.ownerFrozen != null
                ? read(alert.ownerFrozen, AlertView.class)
                : view(alert, person, responses, alert.ownerState, alert.ownerVersion, null);
    }

    private AlertView view(
            AlertEntity alert,
            Raiser person,
            List<ResponseEntity> responses,
            String state,
            int version,
            @Nullable Boolean duress) {
        return new AlertView(
                new AlertId(alert.id),
                alert.clientAlertId,
                alert.kind,
                state,
                version,
                alert.silent,
                alert.drill,
                alert.raisedAt,
                alert.receivedAt,
                alert.activatesAt,
                alert.note,
                person,
                alert.location == null ? null : read(alert.location, Fix.class),
                answers(responses, ResponseEntity.ACKNOWLEDGED),
                answers(responses, ResponseEntity.DECLINED),
                resolution(alert),
                duress);
    }

    private @Nullable Resolution resolution(AlertEntity alert) {
        if (alert.reason == null || alert.endedAt == null || alert.endedBy == null) {
            return null;
        }
        return new Resolution(alert.reason, alert.endedAt, read(alert.endedBy, By.class));
    }

    private static List<Answer> answers(List<ResponseEntity> responses, String kind) {
        return responses.stream()
                .filter(response -> response.kind.equals(kind))
                .sorted(
                        Comparator.comparing((ResponseEntity response) -> response.at)
                                .thenComparing(response -> response.contact))
                .map(response ->
                        new Answer(
                                new ContactId(response.contact),
                                response.name,
                                response.at,
                                response.note,
                                response.etaMinutes))
                .toList();
    }

    <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "a stored " + type.getSimpleName() + " can't be read", e);
        }
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
