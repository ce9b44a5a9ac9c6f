package dev.mayday.notification.sms;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jsmpp.bean.Command;

/** Writes a PDU again, in the form that the standard has. */
final class PduDraft {
    static final int VERSION_34 = 0x34;
    private static final int VERSION = 0x0210;

    private final int command;
    private final Command header;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    PduDraft(int command, Command header) {
        this.command = command;
        this.header = header;
    }

    PduDraft octets(byte[] octets) {
        body.writeBytes(octets);
        return this;
    }

    /** With the zero that ends it. */
    PduDraft text(byte[] text, int longest) {
        body.write(text, 0, Math.min(text.length, longest));
        body.write(0);
        return this;
    }

    /** Those parameters that somebody reads and that are whole. */
    PduDraft parameters(PduCursor from) {
        while (from.left() >= 4) {
            int tag = from.number(2);
            int length = from.number(2);
            if (length > from.left()) {
                break;
            }
            var value = from.octets(length);
            if (fits(tag, length)) {
                parameter(tag, value);
            }
        }
        return this;
    }

    /**
     * The version that the other side speaks, as one of those that there are.
     *
     * @return which; 3.4 where it does not say
     */
    int version(PduCursor from) {
        while (from.left() >= 4) {
            int tag = from.number(2);
            int length = from.number(2);
            if (length > from.left()) {
                break;
            }
            var value = from.octets(length);
            if (tag == VERSION && length == 1) {
                int said = value[0] & 0xFF;
                int known = said < VERSION_34 ? 0x33 : said < 0x50 ? VERSION_34 : 0x50;
                parameter(VERSION, new byte[] {(byte) known});
                return known;
            }
        }
        return VERSION_34;
    }

    byte[] whole() {
        var octets = body.toByteArray();
        return ByteBuffer.allocate(16 + octets.length)
                .putInt(16 + octets.length)
                .putInt(command)
                .putInt(header.getCommandStatus())
                .putInt(header.getSequenceNumber())
                .put(octets)
                .array();
    }

    private static boolean fits(int tag, int length) {
        return switch (tag) {
            case Tlv.RECEIPTED_MESSAGE_ID -> length <= 65;
            case Tlv.MESSAGE_STATE, Tlv.SEGMENT -> length == 1;
            case Tlv.NETWORK_ERROR -> length == 3;
            case Tlv.PAYLOAD -> true;
            default -> false;
        };
    }

    private void parameter(int tag, byte[] value) {
        body.writeBytes(
                ByteBuffer.allocate(4)
                        .putShort((short) tag)
                        .putShort((short) value.length)
                        .array());
        body.writeBytes(value);
    }
}
