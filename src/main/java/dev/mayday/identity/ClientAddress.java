package dev.mayday.identity;

import io.vertx.core.http.HttpServerRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a request comes from, as far as it is counted: an address of IPv4, or the /64 that one home
 * has of IPv6. Behind a proxy it is what Quarkus' proxy settings make of the headers.
 */
final class ClientAddress {
    private ClientAddress() {}

    static String of(HttpServerRequest request) {
        var remote = request.remoteAddress();
        var host = remote == null ? null : remote.hostAddress();
        return host == null ? "unknown" : network(host);
    }

    static String network(String literal) {
        try {
            // a literal is not looked up
            var address = InetAddress.ofLiteral(literal);
            return address instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), 8))
                    : address.getHostAddress();
        } catch (IllegalArgumentException e) {
            return "unknown";
        }
    }
}
