package dev.mayday.notification.sms;

import java.io.DataInputStream;
import java.io.IOException;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.Command;

/**
 * Reads what an SMSC sends and brings it into the form that the library insists on: it drops what
 * it could not read and what nobody asks for, and keeps the rest. Without it a date in a wrong
 * field, a name that is too long, or a parameter that is cut off would be a message without an
 * answer.
 */
final class TolerantReader extends DefaultPDUReader {
    private static final int HEADER = 16;
    private static final int MOST = 1 << 16;

    /** A command that the library refuses with a generic_nack, as what can't be read should be. */
    private static final int NONSENSE = 0x0000FFFF;

    private volatile int version = PduDraft.VERSION_34;

    /** Which version of the protocol the other side speaks, as far as it has said. */
    int version() {
        return version;
    }

    @Override
    public Command readPDUHeader(DataInputStream in) throws IOException {
        var header = new Command();
        int length = in.readInt();
        if (length < HEADER || length > MOST) {
            // whatever follows can't be told apart any more
            throw new IOException("a PDU of " + length + " octets");
        }
        header.setCommandLength(length);
        header.setCommandId(in.readInt());
        header.setCommandStatus(in.readInt());
        header.setSequenceNumber(in.readInt());
        return header;
    }

    @Override
    public byte[] readPDU(DataInputStream in, Command header) throws IOException {
        var pdu = super.readPDU(in, header);
        var tidy = tidy(header, new PduCursor(pdu, HEADER));
        header.setCommandLength(tidy.length);
        header.setCommandId(new PduCursor(tidy, 4).number(4));
        return tidy;
    }

    private byte[] tidy(Command header, PduCursor body) {
        try {
            return switch (header.getCommandId()) {
                case SMPPConstant.CID_DELIVER_SM -> deliverSm(header, body);
                case SMPPConstant.CID_DATA_SM -> dataSm(header, body);
                case SMPPConstant.CID_SUBMIT_SM_RESP -> named(header, body, 64).whole();
                case SMPPConstant.CID_BIND_TRANSCEIVER_RESP -> bindResp(header, body);
                default -> body.whole();
            };
        } catch (IndexOutOfBoundsException e) {
            return new PduDraft(NONSENSE, header).whole();
        }
    }

    private static byte[] deliverSm(Command header, PduCursor body) {
        var draft =
                new PduDraft(header.getCommandId(), header)
                        .text(body.text(), 5)
                        .octets(body.octets(2))
                        .text(body.text(), 20)
                        .octets(body.octets(2))
                        .text(body.text(), 20)
                        .octets(body.octets(3));
        body.text(); // when to deliver it: it is here
        body.text(); // how long it is good
        draft.octets(new byte[2]).octets(body.octets(4));
        int length = Math.min(body.number(1), 254);
        draft.octets(new byte[] {(byte) length}).octets(body.octets(length));
        return draft.parameters(body).whole();
    }

    private static byte[] dataSm(Command header, PduCursor body) {
        return new PduDraft(header.getCommandId(), header)
                .text(body.text(), 5)
                .octets(body.octets(2))
                .text(body.text(), 20)
                .octets(body.octets(2))
                .text(body.text(), 20)
                .octets(body.octets(3))
                .parameters(body)
                .whole();
    }

    private byte[] bindResp(Command header, PduCursor body) {
        var draft = named(header, body, 15);
        if (header.getCommandStatus() == 0) {
            version = draft.version(body);
        }
        return draft.whole();
    }

    /** A refusal needs no name, and an answer may lack it. */
    private static PduDraft named(Command header, PduCursor body, int longest) {
        var draft = new PduDraft(header.getCommandId(), header);
        return header.getCommandStatus() == 0 ? draft.text(body.textOrRest(), longest) : draft;
    }
}
