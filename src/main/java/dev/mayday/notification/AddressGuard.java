package dev.mayday.notification;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Keeps what we send out of the network that we stand in: only an address of the public internet
 * may be called. The ranges are those that IANA's special-purpose registries (RFC 6890) do not call
 * globally reachable, and the tunnels that may lead back into them.
 */
final class AddressGuard {
    private static final List<Range> CLOSED_4 =
            List.of(
                    range(8, 0),
                    range(8, 10),
                    range(10, 100, 64),
                    range(8, 127),
                    range(16, 169, 254),
                    range(12, 172, 16),
                    range(24, 192, 0, 0),
                    range(24, 192, 0, 2),
                    range(24, 192, 88, 99),
                    range(16, 192, 168),
                    range(15, 198, 18),
                    range(24, 198, 51, 100),
                    range(24, 203, 0, 113),
                    range(4, 224),
                    range(4, 240));

    /**
     * Outside 2000::/3 nothing is globally reachable; within it these are not, or lead to an IPv4
     * address.
     */
    private static final Range OPEN_6 = range(3, 0x20);

    private static final List<Range> CLOSED_6 =
            List.of(
                    range(23, 0x20, 0x01, 0x00, 0x00),
                    range(32, 0x20, 0x01, 0x0d, 0xb8),
                    range(16, 0x20, 0x02),
                    range(20, 0x3f, 0xff, 0x00));

    private AddressGuard() {}

    /**
     * Whether the address is of the public internet. An IPv4 address mapped into IPv6 is judged as
     * what it is.
     */
    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return CLOSED_4.stream().noneMatch(range -> range.holds(bytes));
        }
        return OPEN_6.holds(bytes) && CLOSED_6.stream().noneMatch(range -> range.holds(bytes));
    }

    private static Range range(int bits, int... start) {
        var bytes = new byte[start.length];
        for (int i = 0; i < start.length; i++) {
            bytes[i] = (byte) start[i];
        }
        return new Range(bits, bytes);
    }

    /** The addresses whose first bits are these. */
    private record Range(int bits, byte[] start) {
        boolean holds(byte[] address) {
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % 8;
                int wanted = bit / 8 < start.length ? start[bit / 8] & mask : 0;
                if ((address[bit / 8] & mask) != wanted) {
                    return false;
                }
            }
            return true;
        }
    }
}
