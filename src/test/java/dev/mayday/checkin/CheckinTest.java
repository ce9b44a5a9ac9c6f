package dev.mayday.checkin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mayday.checkin.Checkin.State;
import dev.mayday.clock.Timer;
import dev.mayday.problem.Refused;
import dev.mayday.wire.PersonId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckinTest {
    private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, 0.5 0",
        "2, 1 0",
        "3, 1 0",
        "10, 1 0",
        "11, 5 1 0",
        "1440, 5 1 0",
    })
    void aPersonIsRemindedWithinTheSecondHalfAndWhenItIsDue(int minutes, String before) {
        var due = START.plus(Duration.ofMinutes(minutes));
        assertEquals(
                List.of(before.split(" ")),
                running(minutes).reminders(START).stream()
                        .map(at -> Duration.between(at, due).toSeconds() / 60.0)
                        .map(lead -> lead == Math.rint(lead) ? "" + Math.round(lead) : "" + lead)
                        .toList());
    }

    @Test
    void itIsExtendedFromWhenItWasDueOrFromNowIfThatIsOver() {
        var ten = running(10);
        assertEquals(
                START.plusSeconds(900), ten.extended(minutes(5), START.plusSeconds(60)).dueAt());
        var late = ten.extended(minutes(5), START.plusSeconds(660));
        assertEquals(START.plusSeconds(960), late.dueAt());
        assertEquals(START.plusSeconds(960 + 300), late.missesAt());
    }

    @Test
    void aReminderOfTheTimeBeforeAnExtensionIsNone() {
        var ten = running(10);
        var reminder =
                DueCheckin.planned(ten, START).stream()
                        .filter(timer -> timer.kind().equals(DueCheckin.REMINDER))
                        .toList();
        var later = ten.extended(minutes(5), START);
        assertFalse(reminder.isEmpty());
        assertTrue(reminder.stream().allMatch(timer -> DueCheckin.reminds(timer, ten)));
        assertTrue(reminder.stream().noneMatch(timer -> DueCheckin.reminds(timer, later)));
    }

    @Test
    void howeverOftenItIsExtendedItEndsWithinAWeek() {
        var checkin = running(1_440);
        for (int day = 1; day < 7; day++) {
            checkin = checkin.extended(minutes(1_440), START);
        }
        var week = checkin;
        refused("invalid-minutes", () -> week.extended(minutes(1), START));
        assertEquals(START.plus(Checkin.LONGEST), week.dueAt());
    }

    @Test
    void theSameAnswerAgainChangesNothingAndNoOtherFollows() {
        var answered = running(10).answered(START.plusSeconds(5));
        assertSame(answered, answered.answered(START.plusSeconds(6)));
        refused("checkin-ended", () -> answered.cancelled(START, false));
        refused("checkin-ended", () -> answered.extended(minutes(5), START));
        refused("checkin-ended", () -> running(5).cancelled(START, false).answered(START));
    }

    @Test
    void nothingUndoesAMiss() {
        var missed = running(10).missed(START.plusSeconds(900));
        refused("checkin-missed", () -> missed.answered(START));
        refused("checkin-missed", () -> missed.cancelled(START, true));
        refused("checkin-missed", () -> missed.extended(minutes(5), START));
    }

    @Test
    void whatTheOwnerIsShownIsTheSameWhicheverPinItWas() {
        var now = START.plusSeconds(30);
        var right = running(10).cancelled(now, true);
        var duress = right.marked(null, now);
        assertEquals(CheckinView.of(right), CheckinView.of(duress));
        assertEquals(CheckinView.of(right), CheckinView.of(duress.raised(right.id())));
        assertEquals(
                DueCheckin.planned(right, now).stream().map(Timer::kind).toList(),
                DueCheckin.planned(duress, now).stream().map(Timer::kind).toList());
        assertTrue(duress.unheard());
        assertFalse(right.unheard());
    }

    @Test
    void onlyAMissedOneNamesAnAlert() {
        assertNull(CheckinView.of(running(10)).alertId());
        assertNull(CheckinView.of(running(10).answered(START)).alertId());
        assertEquals(State.MISSED, running(10).missed(START).state());
        assertTrue(CheckinView.of(running(10).missed(START)).alertId() != null);
    }

    @ParameterizedTest
    @CsvSource({"0, invalid-minutes", "1441, invalid-minutes", ", invalid-minutes"})
    void minutesLieWithinADay(Integer minutes, String code) {
        refused(code, () -> new CheckinForm(minutes, null, null, null, null, null));
        refused(code, () -> CheckinForm.minutes(minutes));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 121})
    void aGraceLiesWithinTwoHours(int minutes) {
        refused("invalid-graceMinutes", () -> new CheckinForm(5, null, minutes, null, null, null));
    }

    @Test
    void withoutOneItIsFiveMinutes() {
        assertEquals(Duration.ofMinutes(5), running(10).grace());
    }

    @Test
    void aDueTimeLiesWithinADay() {
        refused(
                "invalid-dueAt",
                () -> new CheckinForm(5, "2026-11-25T12:30:00Z", null, null, null, null));
        refused("invalid-dueAt", () -> new CheckinForm(null, "soon", null, null, null, null));
        refused("invalid-dueAt", () -> at("2026-11-25T12:00:00Z").due(START));
        refused("invalid-dueAt", () -> at("2026-11-26T12:00:00.001Z").due(START));
        assertEquals(
                Instant.parse("2026-11-25T12:30:00Z"), at("2026-11-25T13:30:00+01:00").due(START));
    }

    private static CheckinForm at(String dueAt) {
        return new CheckinForm(null, dueAt, null, null, null, null);
    }

    private static Checkin running(int minutes) {
        return Checkin.started(
                new UUID(1, 2),
                new PersonId(new UUID(3, 4)),
                new CheckinForm(minutes, null, null, "Night run", "Home", null),
                List.of(),
                START);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static void refused(String code, Executable call) {
        assertEquals(code, assertThrows(Refused.class, call).problem().code());
    }
}
