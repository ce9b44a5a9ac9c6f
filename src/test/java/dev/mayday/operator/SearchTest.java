package dev.mayday.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.identity.SystemPerson;
import dev.mayday.problem.Refused;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SearchTest {

    @Test
    void aFilterThatIsAbsentIsNoCondition() {
        var search =
                new Search("7", null)
                        .where("a = {}", null)
                        .where("b = {} OR c = {}", 1)
                        .where("d")
                        .where("e = {}", "x")
                        .newestFirst("id");
        assertEquals(
                "WHERE b = $1 OR c = $1 AND d AND e = $2 ORDER BY id DESC LIMIT 8", search.sql());
        assertArrayEquals(new Object[] {1, "x"}, search.values());
        assertEquals(" ORDER BY id DESC LIMIT 51", new Search(null, null).newestFirst("id").sql());
    }

    @Test
    void whomItWasAskedForIsKnownByIdsAlone() {
        var anna = UUID.randomUUID();
        var ben = UUID.randomUUID();
        var nobody = Collections.<UUID>singletonList(null);
        assertEquals(nobody, search().people(Stream.of(anna)), "a list of all");
        assertEquals(List.of(anna), search().ofPerson("p = {}", anna).people(Stream.of()));
        var query = UserQuery.of(" Anna", false).target();
        assertEquals(UserQuery.of("anna ", false).target(), query);
        assertTrue(query.matches("query/[0-9a-f]{16}"), query);
        assertEquals(
                List.of(anna, ben),
                search().about(query).people(Stream.of(anna, null, ben, anna)),
                "whom it has shown");
        assertEquals(nobody, search().about(query).people(Stream.of()));
        assertEquals("alert/" + ben, search().ofAlert("a = {}", ben).target());
        assertNull(search().ofAlert("a = {}", null).target());
        assertNull(UserQuery.of(anna.toString(), false).target());
    }

    private static Search search() {
        return new Search(null, null);
    }

    @Test
    void everyLetterOfAPartStandsForItself() {
        assertEquals("%50\\%\\_\\\\x%", UserQuery.of(" 50%_\\X", false).pattern());
        assertNull(UserQuery.of(null, false).pattern());
    }

    @Test
    void aValueOfTheStatementsOwnComesFirst() {
        var id = UUID.randomUUID();
        var search = new Search(null, null);
        assertEquals("$1", search.value("theirs"));
        assertEquals("WHERE id = $2 LIMIT 51", search.where("id = {}", id).sql());
        assertArrayEquals(new Object[] {"theirs", id}, search.values());
    }

    @Test
    void whatIsTheServicesOwnCountsOnlyWhereItIsAskedFor() {
        for (var absent : new String[] {null, "", "false"}) {
            var search = new Search(null, null).notOfSystem("p", absent);
            assertEquals("WHERE p <> $1 LIMIT 51", search.sql());
            assertArrayEquals(new Object[] {SystemPerson.ID.value()}, search.values());
        }
        assertEquals(" LIMIT 51", new Search(null, null).notOfSystem("p", "true").sql());
        assertEquals(
                "invalid-system",
                assertThrows(Refused.class, () -> Search.withSystem("yes")).problem().code());
    }

    @Test
    void aTimeOutsideOfAllIsRefused() {
        assertEquals(
                "invalid-since",
                assertThrows(
                                Refused.class,
                                () -> Search.time("since", "+999999999-12-31T23:59:59Z"))
                        .problem()
                        .code());
    }
}
