package dev.mayday.journey;

import static dev.mayday.local.Patience.PATIENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.mayday.local.Phone;
import dev.mayday.local.Press;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a crowd raises at once is done together, and nobody's trouble is another's. */
class CrowdIT {
    private static final int PEOPLE = 12;

    @Test
    void whereOneStepCannotBeTakenAllOthersAreAndThatOneOnceItCan() {
        try (var trial = Trial.start()) {
            var people =
                    IntStream.range(0, PEOPLE)
                            .mapToObj(i -> trial.people().phone("Person" + i).connect())
                            .toList();
            var ben = trial.people().guardian("Ben");
            people.forEach(ben::of);
            var database = trial.database();
            database.execute(
                    """
                    INSERT INTO escalation_policy (person_id, since, policy)
                    SELECT id, '2020-01-01', 'no policy' FROM person WHERE name = 'Person0'
                    """);

            raise(people);

            Told.mails(ben, PEOPLE - 1, PATIENCE);
            Awaitility.await("the one that fails is tried by itself")
                    .atMost(PATIENCE)
                    .until(() ->
                            database.number(
                                            "SELECT count(*) FROM timer WHERE kind = 'step' AND failures > 0")
                                    == 1);
            database.execute("DELETE FROM escalation_policy WHERE policy = 'no policy'");
            Told.eachOnce(ben, PEOPLE);
            assertEquals(PEOPLE, database.number("SELECT count(DISTINCT alert_id) FROM delivery"));
        }
    }

    private static void raise(List<Phone> people) {
        var pressed = people.stream().map(phone -> phone.pressing(Press.sos())).toList();
        CompletableFuture.allOf(pressed.toArray(CompletableFuture[]::new)).join();
    }
}
