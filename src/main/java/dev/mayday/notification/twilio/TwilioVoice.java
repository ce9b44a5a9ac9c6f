package dev.mayday.notification.twilio;

import dev.mayday.notification.Message;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Sender;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Calls. What one says is asked for when it is answered; that it was answered by a person, and what
 * they pressed, comes back later.
 */
@ApplicationScoped
class TwilioVoice implements Sender {
    private final TwilioApi api;
    private final Callbacks callbacks;

    TwilioVoice(TwilioApi api, Callbacks callbacks) {
        this.api = api;
        this.callbacks = callbacks;
    }

    @Override
    public String channel() {
        return "voice";
    }

    @Override
    public String provider() {
        return TwilioApi.NAME;
    }

    @Override
    public boolean configured() {
        return api.configured();
    }

    @Override
    public Outcome send(Message message) {
        var delivery = message.delivery();
        return api.post(
                "Calls",
                Form.of(
                        "To",
                        message.address(),
                        "From",
                        api.from(),
                        "Url",
                        callbacks.call(delivery),
                        "Method",
                        "POST",
                        "StatusCallback",
                        callbacks.callStatus(delivery),
                        "StatusCallbackMethod",
                        "POST",
                        "StatusCallbackEvent",
                        "initiated",
                        "StatusCallbackEvent",
                        "ringing",
                        "StatusCallbackEvent",
                        "answered",
                        "StatusCallbackEvent",
                        "completed",
                        "MachineDetection",
                        "Enable",
                        "Timeout",
                        String.valueOf(api.ring().toSeconds())),
                message);
    }
}
