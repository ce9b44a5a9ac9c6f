package dev.mayday.notification;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Where a message goes whose address somebody has given us: the name for the server and its
 * certificate, and the one address that was checked and is connected to.
 */
public record Target(boolean secure, String host, int port, String path, InetAddress address) {

    /** Why it can't be called. */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1;
        private final boolean forGood;

        private final String why;

        Unfit(boolean forGood, String why) {
            super(why, null, false, false);
            this.forGood = forGood;
            this.why = why;
        }

        /** For people; holds no address. */
        public String why() {
            return why;
        }

        /** Whether it is no use trying again. */
        public boolean forGood() {
            return forGood;
        }
    }

    /**
     * Resolves the name once.
     *
     * @param anywhere also into private networks (local mode)
     * @throws Unfit if it is no http or https address, does not resolve, or leads where it must not
     */
    public static Target of(String url, boolean anywhere) throws Unfit {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new Unfit(true, "not a URL");
        }
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null
                || uri.getRawUserInfo() != null
                || !secure && !"http".equalsIgnoreCase(uri.getScheme())) {
            throw new Unfit(true, "not an http or https URL without credentials");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65_535) {
            throw new Unfit(true, "there is no such port");
        }
        var host = uri.getHost().replaceAll("[\\[\\]]", "");
        return new Target(
                secure,
                host,
                uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80,
                path(uri),
                resolve(host, anywhere));
    }

    /**
     * Every address that the name has must be a public one: a name with both kinds is up to
     * something.
     */
    private static InetAddress resolve(String host, boolean anywhere) throws Unfit {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new Unfit(false, "the name does not resolve");
        }
        for (var address : addresses) {
            if (!anywhere && !AddressGuard.isPublic(address)) {
                throw new Unfit(true, "the name resolves to an address that is not public");
            }
        }
        return addresses[0];
    }

    private static String path(URI uri) {
        var path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }
}
