package dev.mayday.notification;

import java.time.Duration;
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

    /** It will not work by this provider, however often; it may by another. */
    record Rejected(String why) implements Outcome {}

    /** The address is no more, and says so: the channel is marked as failing. */
    record Gone(String why) implements Outcome {}
}
