package dev.mayday.notification;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a provider answered. A {@code why} is for people and holds no address and no secret. */
public sealed interface Outcome {
    /** It is there: a webhook's 2xx, a push service's receipt. */
    record Delivered() implements Outcome {}

    /**
     * A provider took it.
     *
     * @param reference the provider's own name for it, if it gave one
     */
    record Accepted(@Nullable String reference) implements Outcome {}

    /**
     * It may work later.
     *
     * @param after not before; absent where the provider did not say
     */
    record RetryLater(@Nullable Duration after, String why) implements Outcome {}

    /**
     * The provider itself does not work: no connection, no answer in time. Another one is tried at
     * once; where there is none, this one again later.
     */
    record Unavailable(String why) implements Outcome {}

    /**
     * The provider has it, and did not say in time what becomes of it. Another one is tried at
     * once: twice is better than not at all. Where there is none, this one is not asked again
     * before it had the time to say, since it most likely took it (decision 45).
     *
     * @param later what it says after all, or that it never will; ends without failure
     */
    record Silent(String why, CompletionStage<Outcome> later) implements Outcome {}

    /** It will not work by this provider, however often; it may by another. */
    record Rejected(String why) implements Outcome {}

    /** The address is no more, and says so: the channel is marked as failing. */
    record Gone(String why) implements Outcome {}
}
