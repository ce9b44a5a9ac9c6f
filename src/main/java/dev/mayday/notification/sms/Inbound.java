package dev.mayday.notification.sms;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.MessageId;

/**
 * Takes what the SMSC delivers: receipts, and what people write. It is answered only once it is on
 * record; where that fails, or too much comes at once, the SMSC is asked to send it again.
 */
final class Inbound implements MessageReceiverListener {
    private static final Logger LOG = Logger.getLogger(Inbound.class);
    private static final int HEADER = 0x40;

    private final Arrivals arrivals;
    private final MeterRegistry metrics;
    private final Semaphore room;

    /**
     * @param atOnce how many are recorded at the same time
     */
    Inbound(Arrivals arrivals, MeterRegistry metrics, int atOnce) {
        this.arrivals = arrivals;
        this.metrics = metrics;
        this.room = new Semaphore(atOnce);
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
        var own = message.getShortMessage();
        take(message, own == null ? new byte[0] : own);
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source)
            throws ProcessRequestException {
        take(message, new byte[0]);
        try {
            return new DataSmResult(new MessageId("0"), new OptionalParameter[0]);
        } catch (org.jsmpp.PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {
        // that a phone is there again: nothing waits for that here
    }

    private void take(AbstractSmCommand message, byte[] own) throws ProcessRequestException {
        if (!room.tryAcquire()) {
            count("refused");
            throw new ProcessRequestException("too much at once", CommandStatus.TRY_AGAIN);
        }
        try {
            count(handle(message, own.length > 0 ? own : payload(message)));
        } catch (RuntimeException e) {
            LOG.warnf("event=sms-not-recorded cause=%s", e.getClass().getSimpleName());
            count("failed");
            throw new ProcessRequestException("not recorded", CommandStatus.TRY_AGAIN);
        } finally {
            room.release();
        }
    }

    /**
     * @return what it was
     */
    private String handle(AbstractSmCommand message, byte[] body) {
        var from = SmsAddress.received(message.getSourceAddr());
        boolean headed = (message.getEsmClass() & HEADER) != 0;
        var text = text(message.getDataCoding(), headed ? SmsBody.withoutHeader(body) : body);
        var report = DeliveryReport.read(message.getEsmClass(), text, Tlv.ofReceipt(message));
        if (report != null) {
            var receipt = report.receipt();
            if (receipt != null) {
                arrivals.receipt(report.id(), from, receipt);
            }
            return "receipt";
        }
        if (DeliveryReport.isMarked(message.getEsmClass())) {
            LOG.warnf("event=smpp-receipt-unreadable length=%d", body.length);
            return "unreadable";
        }
        if (continues(message, headed ? body : new byte[0])) {
            // what a message says is in its first part, and nobody waits for the others
            return "part";
        }
        arrivals.text(from, SmsAddress.received(message.getDestAddress()), text);
        return "text";
    }

    private static boolean continues(AbstractSmCommand message, byte[] headed) {
        var segment = Tlv.of(message, Tlv.SEGMENT);
        return segment != null && segment[0] > 1 || SmsBody.part(headed) > 1;
    }

    private static byte[] payload(AbstractSmCommand message) {
        var payload = Tlv.of(message, Tlv.PAYLOAD);
        return payload == null ? new byte[0] : payload;
    }

    private static String text(byte dataCoding, byte[] body) {
        return SmsBody.text(dataCoding & 0xFF, body);
    }

    private void count(String kind) {
        metrics.counter("mayday.smpp.arrivals", "kind", kind).increment();
    }
}
