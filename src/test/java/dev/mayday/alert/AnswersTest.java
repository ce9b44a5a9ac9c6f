package dev.mayday.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.mayday.alert.Answers.Said;
import dev.mayday.problem.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    /** However it came: as JSON, by a socket, or from the form of a link's page. */
    @Test
    void aNoteThatCanNotBeKeptIsRefused() {
        for (var note : List.of("a\0b", "a\ud800b")) {
            var refused = assertThrows(Refused.class, () -> new Said(note, null));
            assertEquals("invalid-note", refused.problem().code());
        }
    }
}
