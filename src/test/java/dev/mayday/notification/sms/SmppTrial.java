package dev.mayday.notification.sms;

import static dev.mayday.local.Patience.PATIENCE;

import dev.mayday.alert.AlertView;
import dev.mayday.notification.Message;
import dev.mayday.notification.Outcome;
import dev.mayday.notification.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A sender, an SMSC that a test scripts, and what was heard. */
final class SmppTrial implements AutoCloseable {
    static final String ANNA = "+4915112345678";

    final RawSmsc smsc;
    final Heard heard = new Heard();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final SmppSender sender;

    /**
     * @param settings in pairs of name and value, beside those of a quick test
     */
    SmppTrial(RawSmsc.Script script, String... settings) throws IOException {
        smsc = new RawSmsc(script);
        var quick =
                Stream.of(
                        "host", "127.0.0.1",
                        "port", String.valueOf(smsc.port()),
                        "system-id", "mayday",
                        "password", "secret",
                        "from", "+12025550100",
                        "response-timeout", "PT1S",
                        "reconnect-after", "PT0.05S");
        var all = Stream.concat(quick, Arrays.stream(settings)).toArray(String[]::new);
        sender =
                new SmppSender(
                        Samples.mapping(SmppSettings.class, "mayday.smpp", all),
                        Samples.settings(),
                        Samples.wording(),
                        heard,
                        metrics);
        sender.open();
    }

    /** With a session. */
    SmppTrial bound() {
        Awaitility.await("a session")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(sender::bound);
        return this;
    }

    Outcome send() {
        return sender.send(message(Samples.alert("Dana", false, false, null)));
    }

    /** A message with a link of so many letters, which is never cut, and a few words. */
    Outcome send(int letters) {
        var link = "https://mayday.example/a/" + "x".repeat(letters - 25);
        var alert = Samples.alert("Dana", false, false, null);
        return sender.send(Samples.to(ANNA, new Message.Raised(alert, null, link, false)));
    }

    static Message message(AlertView alert) {
        return Samples.to(ANNA, Samples.raised(alert));
    }

    double binds(String outcome) {
        return metrics.counter("mayday.smpp.binds", "outcome", outcome).count();
    }

    @Override
    public void close() throws IOException {
        sender.close();
        smsc.close();
    }
}
