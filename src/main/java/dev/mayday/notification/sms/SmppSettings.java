package dev.mayday.notification.sms;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** The message centre (SMSC) that takes our text messages. */
@ConfigMapping(prefix = "mayday.smpp")
interface SmppSettings {
    /** Absent where text messages go another way. */
    Optional<String> host();

    @WithDefault("2775")
    int port();

    Optional<String> systemId();

    Optional<String> password();

    Optional<String> systemType();

    /**
     * Whom messages are from: a number as E.164 has it, a short code, or up to 11 letters and
     * digits, to which nobody can answer.
     */
    @WithDefault("Mayday")
    String from();

    /** TLS from the start; the certificate must be the host's. */
    @WithDefault("false")
    boolean tls();

    /** Messages under way to it at the same time, in this process. */
    @WithDefault("10")
    int window();

    /** After this long without a word it is asked whether it is there. */
    @WithDefault("PT30S")
    Duration enquireLink();

    /** For a connection to be made. */
    @WithDefault("PT5S")
    Duration connectTimeout();

    /** For each of its answers. One to a message still counts if it is later (decision 45). */
    @WithDefault("PT5S")
    Duration responseTimeout();

    /** After a lost session, and after the first failure to bind again; doubled with each. */
    @WithDefault("PT0.5S")
    Duration reconnectAfter();

    @WithDefault("PT30S")
    Duration reconnectAtMost();

    /** After this long the network gives up to deliver a message; zero leaves it to the SMSC. */
    @WithDefault("PT1H")
    Duration validity();

    /** Into how many parts a long message is cut; what does not fit is left out at its end. */
    @WithDefault("6")
    int parts();

    /** Whether the SMSC is told our own name for a message (TLV user_message_reference). */
    @WithDefault("true")
    boolean messageReference();

    /** Receipts and answers that are recorded at the same time; more are asked to come again. */
    @WithDefault("48")
    int arrivals();
}
