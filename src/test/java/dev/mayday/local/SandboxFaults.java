package dev.mayday.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * How each provider of the sandbox behaves, as whoever tries it out wants it: so that anyone can
 * see what becomes of a message then.
 */
final class SandboxFaults {

    static final String SMTP = "smtp";
    static final String SMPP = "smpp";
    static final String TWILIO = "twilio";
    static final String WEBHOOK = "webhook";
    static final String PUSH = "push";

    static final List<String> PROVIDERS = List.of(SMTP, SMPP, TWILIO, WEBHOOK, PUSH);

    /** Long enough to be seen, shorter than what a sender waits for. */
    static final long SLOW_MILLIS = 4_000;

    /** Takes messages; takes them late; refuses to work; is not there. */
    enum Mode {
        OK,
        SLOW,
        FAILING,
        DEAD;

        static Mode of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<String, Mode> modes = new ConcurrentHashMap<>();
    private final Map<String, Consumer<Mode>> listeners = new ConcurrentHashMap<>();

    Mode of(String provider) {
        return modes.getOrDefault(provider, Mode.OK);
    }

    /** For a provider that must do something to be dead, such as to stop listening. */
    void onChange(String provider, Consumer<Mode> listener) {
        listeners.put(provider, listener);
    }

    /**
     * @throws IllegalArgumentException if there is no such provider
     */
    void set(String provider, Mode mode) {
        if (!PROVIDERS.contains(provider)) {
            throw new IllegalArgumentException("no such provider");
        }
        modes.put(provider, mode);
        listeners.getOrDefault(provider, ignored -> {}).accept(mode);
    }

    /** Every provider's mode, by its word. */
    Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        PROVIDERS.forEach(provider -> all.put(provider, of(provider).word()));
        return all;
    }

    /** For a provider that is slow: waits. */
    void delay(String provider) {
        if (of(provider) == Mode.SLOW) {
            SandboxWeb.pause(SLOW_MILLIS);
        }
    }

    /**
     * For a provider that speaks HTTP.
     *
     * @return whether the request has come to nothing: there is nothing more to answer
     */
    boolean spoil(String provider, HttpExchange exchange) throws IOException {
        switch (of(provider)) {
            case OK -> {}
            case SLOW -> SandboxWeb.pause(SLOW_MILLIS);
            case FAILING -> exchange.sendResponseHeaders(503, -1);
            case DEAD -> exchange.close(); // the connection ends without a word
        }
        return of(provider) == Mode.FAILING || of(provider) == Mode.DEAD;
    }
}
