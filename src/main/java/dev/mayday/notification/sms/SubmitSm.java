package dev.mayday.notification.sms;

import java.time.Duration;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.User_message_reference;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/** How one part of a message is submitted. */
final class SubmitSm {
    private static final byte HEADER = 0x40;

    private final SmsAddress from;
    private final @Nullable String validity;
    private final boolean named;

    SubmitSm(SmppSettings settings) {
        this.from = SmsAddress.sender(settings.from());
        this.validity = relative(settings.validity());
        this.named = settings.messageReference();
    }

    /**
     * @param reference names the message; each part has one of its own, or an SMSC that knows them
     *     might take the second for the first again
     * @return the SMSC's name for it; empty if it gave none
     */
    String to(SMPPSession session, Bond bond, SmsAddress to, Parts parts, int index, int reference)
            throws Exception {
        boolean last = index == parts.size() - 1;
        var names =
                named && bond.takesParameters()
                        ? new OptionalParameter[] {
                            new User_message_reference((short) (reference + index))
                        }
                        : new OptionalParameter[0];
        var id =
                session.submitShortMessage(
                                "",
                                from.ton(),
                                from.npi(),
                                from.text(),
                                to.ton(),
                                to.npi(),
                                to.text(),
                                new ESMClass(parts.concatenated() ? HEADER : 0),
                                (byte) 0,
                                (byte) 0,
                                null,
                                validity,
                                new RegisteredDelivery(
                                        last
                                                ? SMSCDeliveryReceipt.SUCCESS_FAILURE
                                                : SMSCDeliveryReceipt.DEFAULT),
                                (byte) 0,
                                DataCodings.newInstance(parts.dataCoding()),
                                (byte) 0,
                                parts.bodies().get(index),
                                names)
                        .getMessageId();
        return id == null ? "" : id.strip();
    }

    /** From when the SMSC has it (SMPP 3.4, 7.1.1); null where it is to decide. */
    static @Nullable String relative(Duration validity) {
        return validity.isZero() || validity.isNegative()
                ? null
                : "0000%02d%02d%02d%02d000R"
                        .formatted(
                                Math.min(validity.toDays(), 99),
                                validity.toHoursPart(),
                                validity.toMinutesPart(),
                                validity.toSecondsPart());
    }
}
