package dev.mayday.notification;

import static dev.mayday.local.Patience.PATIENCE;

import dev.mayday.local.House;
import dev.mayday.local.SandboxMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;

/** Somebody's telephone, with a number that nobody else has. */
record Telephone(House house, String number) {

    static Telephone in(House house) {
        int rest = ThreadLocalRandom.current().nextInt(10_000_000, 99_999_999);
        return new Telephone(house, "+49151" + rest);
    }

    /** The call that rings there. */
    SandboxMessage rings() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () ->
                                house.sandbox().messagesTo(number).stream()
                                        .filter(message -> "ringing".equals(message.state()))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /**
     * @param channel sms or voice
     * @return the latest that came by it
     */
    SandboxMessage told(String channel) {
        return told(channel, "");
    }

    /** The newest that says this: an invitation may come before the alert's message or after it. */
    SandboxMessage told(String channel, String words) {
        return house.sandbox().messagesTo(number).stream()
                .filter(message ->
                        message.channel().equals(channel) && message.body().contains(words))
                .findFirst()
                .orElseThrow();
    }

    /** What the provider says of a key. */
    static Map<String, String> pressed(SandboxMessage call, String key) {
        return Map.of("CallSid", call.id(), "CallStatus", "in-progress", "Digits", key);
    }
}
