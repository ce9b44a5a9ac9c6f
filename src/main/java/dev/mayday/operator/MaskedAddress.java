package dev.mayday.operator;

import java.net.URI;

/** An address with so much of it left that it can be told from others, and not be written to. */
final class MaskedAddress {
    private static final int LONG_NUMBER = 9;

    private MaskedAddress() {}

    /**
     * @param address e-mail, E.164 or the URL of a webhook
     */
    static String of(String address) {
        int at = address.lastIndexOf('@');
        if (address.contains("://")) {
            return host(address);
        }
        if (at > 0) {
            return address.substring(0, 1) + "…" + address.substring(at);
        }
        return address.length() < LONG_NUMBER
                ? "…"
                : address.substring(0, 5) + "…" + address.substring(address.length() - 2);
    }

    private static String host(String url) {
        try {
            var uri = URI.create(url);
            return uri.getScheme() + "://" + uri.getHost() + "/…";
        } catch (IllegalArgumentException e) {
            return "…";
        }
    }
}
