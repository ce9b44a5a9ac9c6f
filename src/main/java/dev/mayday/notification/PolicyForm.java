package dev.mayday.notification;

import dev.mayday.problem.Problem;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * {@code /me/escalation}: who is told when, until somebody answers.
 *
 * @param steps 1..20, in the order of their times
 * @param repeat 0..9: how often all steps are gone through again
 */
@Schema(name = "Escalation")
record PolicyForm(
        @Schema(minItems = 1, maxItems = 20) List<StepForm> steps,
        @Schema(minimum = "0", maximum = "9") Integer repeat) {
    static final PolicyForm DEFAULT =
            new PolicyForm(
                    List.of(
                            new StepForm(0, List.of(1), null),
                            new StepForm(60, List.of(1), List.of("voice")),
                            new StepForm(120, List.of(2), null),
                            new StepForm(240, List.of(3), null)),
                    2);
    private static final int MOST_STEPS = 20;
    private static final int MOST_REPEATS = 9;

    PolicyForm(@Nullable List<@Nullable StepForm> steps, @Nullable Integer repeat) {
        if (steps == null || steps.isEmpty() || steps.size() > MOST_STEPS) {
            throw Problem.invalid("steps", "must be 1 to " + MOST_STEPS + " steps").refused();
        }
        if (steps.stream().anyMatch(Objects::isNull)) {
            throw Problem.invalid("steps", "holds a step that is none").refused();
        }
        if (repeat == null || repeat < 0 || repeat > MOST_REPEATS) {
            throw Problem.invalid("repeat", "must lie in 0.." + MOST_REPEATS).refused();
        }
        this.steps = List.copyOf(steps);
        this.repeat = repeat;
        for (int i = 1; i < this.steps.size(); i++) {
            if (this.steps.get(i).afterSeconds < this.steps.get(i - 1).afterSeconds) {
                throw Problem.invalid("afterSeconds", "steps stand in the order of their times")
                        .refused();
            }
        }
    }

    /**
     * @param afterSeconds 0..86400, from ACTIVE or from the beginning of a repeat
     * @param tiers 1..9, at least one
     * @param channels by which their contacts are told; absent for all that they have
     */
    @Schema(name = "EscalationStep")
    record StepForm(
            @Schema(minimum = "0", maximum = "86400") Integer afterSeconds,
            @Schema(minItems = 1, description = "1 to 9 each.") List<Integer> tiers,
            @Nullable
                    @Schema(
                            description =
                                    "email, sms, voice, push, webhook; absent: by all that a contact has.")
                    List<String> channels) {
        private static final int DAY = 86_400;
        private static final Set<String> CHANNELS =
                Set.of("email", "sms", "voice", "push", "webhook");

        StepForm(
                @Nullable Integer afterSeconds,
                @Nullable List<@Nullable Integer> tiers,
                @Nullable List<@Nullable String> channels) {
            if (afterSeconds == null || afterSeconds < 0 || afterSeconds > DAY) {
                throw Problem.invalid("afterSeconds", "must lie in 0.." + DAY).refused();
            }
            if (tiers == null || tiers.isEmpty() || !tiers.stream().allMatch(StepForm::isTier)) {
                throw Problem.invalid("tiers", "must be one or more of 1..9").refused();
            }
            if (channels != null && !channels.stream().allMatch(StepForm::isChannel)) {
                throw Problem.invalid("channels", "must be of email, sms, voice, push, webhook")
                        .refused();
            }
            this.afterSeconds = afterSeconds;
            this.tiers = tiers.stream().distinct().sorted().toList();
            this.channels =
                    channels == null || channels.isEmpty()
                            ? null
                            : channels.stream().distinct().toList();
        }

        private static boolean isTier(@Nullable Integer tier) {
            return tier != null && tier >= 1 && tier <= 9;
        }

        private static boolean isChannel(@Nullable String channel) {
            return channel != null && CHANNELS.contains(channel);
        }

        private Step step() {
            return new Step(
                    Duration.ofSeconds(afterSeconds),
                    new HashSet<>(tiers),
                    channels == null ? Set.of() : new HashSet<>(channels));
        }
    }

    Policy policy() {
        return new Policy(steps.stream().map(StepForm::step).toList(), repeat);
    }
}
