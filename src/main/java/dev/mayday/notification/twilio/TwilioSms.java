package dev.mayday.notification.twilio;

import dev.mayday.notification.Message;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Sender;
import dev.mayday.notification.Wording;
import jakarta.enterprise.context.ApplicationScoped;

/** Text messages by an HTTP provider. */
@ApplicationScoped
class TwilioSms implements Sender {
    /** What the provider takes at most, in UTF-16 units. */
    private static final int LONGEST = 1_600;

    private final TwilioApi api;
    private final Callbacks callbacks;
    private final Wording wording;

    TwilioSms(TwilioApi api, Callbacks callbacks, Wording wording) {
        this.api = api;
        this.callbacks = callbacks;
        this.wording = wording;
    }

    @Override
    public String channel() {
        return "sms";
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
        return api.post(
                "Messages",
                Form.of(
                        "To",
                        message.address(),
                        "From",
                        api.from(),
                        "Body",
                        cut(wording.shortText(message)),
                        "StatusCallback",
                        callbacks.textStatus(message.delivery())),
                message);
    }

    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end);
    }
}
