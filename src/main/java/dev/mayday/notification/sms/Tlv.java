package dev.mayday.notification.sms;

import dev.mayday.notification.sms.DeliveryReport.Tlvs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jsmpp.bean.AbstractSmCommand;
import org.jspecify.annotations.Nullable;

/** The optional parameters that somebody reads (SMPP 3.4, 5.3.2). */
final class Tlv {
    static final int RECEIPTED_MESSAGE_ID = 0x001E;
    static final int SEGMENT = 0x020F;
    static final int NETWORK_ERROR = 0x0423;
    static final int PAYLOAD = 0x0424;
    static final int MESSAGE_STATE = 0x0427;

    private Tlv() {}

    static byte @Nullable [] of(AbstractSmCommand command, int tag) {
        var parameter = command.getOptionalParameter((short) tag);
        if (parameter == null) {
            return null;
        }
        var whole = parameter.serialize();
        return Arrays.copyOfRange(whole, 4, whole.length);
    }

    /** What they say of a message that was taken. */
    static Tlvs ofReceipt(AbstractSmCommand command) {
        var id = of(command, RECEIPTED_MESSAGE_ID);
        var state = of(command, MESSAGE_STATE);
        var error = of(command, NETWORK_ERROR);
        return new Tlvs(
                id == null ? null : text(id),
                state == null ? null : (int) state[0],
                error == null ? null : String.valueOf((error[1] & 0xFF) << 8 | error[2] & 0xFF));
    }

    private static String text(byte[] value) {
        return new String(value, StandardCharsets.US_ASCII).replace("\0", "").strip();
    }
}
