package dev.mayday.local;

import dev.mayday.local.SandboxFaults.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.session.connection.ServerConnection;
import org.jsmpp.session.connection.ServerConnectionFactory;
import org.jsmpp.session.connection.socket.ServerSocketConnection;
import org.jsmpp.util.MessageId;
import org.jspecify.annotations.Nullable;

/**
 * A real message centre (SMPP 3.4) that hands each text message, put together again, to the
 * sandbox's messages, reports that it was delivered, and lets people answer.
 */
final class SandboxSms implements AutoCloseable {

    private static final int DELIVERY_RECEIPT = 0x04;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);
    private static final int MOST_TRIES = 20;

    private final String bind;
    private final SandboxMessages messages;
    private final SandboxFaults faults;
    private final Set<SMPPServerSession> sessions = ConcurrentHashMap.newKeySet();
    private final Map<String, Map<Integer, String>> parts = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong(System.currentTimeMillis());
    private volatile String service = "12025550100";
    private @Nullable ServerSocket socket;
    private @Nullable Thread accepting;
    private int port;

    SandboxSms(String bind, int port, SandboxMessages messages, SandboxFaults faults)
            throws IOException {
        this.bind = bind;
        this.port = port;
        this.messages = messages;
        this.faults = faults;
        listen();
        faults.onChange(SandboxFaults.SMPP, this::behave);
    }

    int port() {
        return port;
    }

    /** A dead message centre has no sessions and does not listen; it comes back to its port. */
    private synchronized void behave(Mode mode) {
        try {
            if (mode == Mode.DEAD) {
                stop();
            } else if (socket == null) {
                listen();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void listen() throws IOException {
        var listening = new ServerSocket(port, 50, InetAddress.getByName(bind));
        port = listening.getLocalPort();
        socket = listening;
        var listener = new SMPPServerSessionListener(port, new Listening(listening));
        listener.setMessageReceiverListener(new SmsReception(this::take));
        listener.setPduProcessorDegree(16);
        accepting = Thread.ofVirtual().name("sandbox-sms").start(() -> accept(listener, listening));
    }

    /**
     * Somebody writes to the service, which may ask for it again for a while.
     *
     * @param to absent for the number that it wrote from last
     * @return whether it was taken
     */
    boolean text(String from, @Nullable String to, String text) {
        var octets = SmsText.encode(text);
        return deliver(
                digits(from),
                to == null ? service : digits(to),
                0,
                SmsText.dataCoding(text),
                octets);
    }

    private void accept(SMPPServerSessionListener listener, ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                var session = listener.accept();
                Thread.ofVirtual().name("sandbox-sms-bind").start(() -> bind(session, listening));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void bind(SMPPServerSession session, ServerSocket listening) {
        try {
            session.setTransactionTimer(10_000);
            session.addSessionStateListener((now, before, source) -> {
                if (!now.isBound()) {
                    sessions.remove(session);
                }
            });
            session.waitForBind(5_000).accept("sandbox");
            sessions.add(session);
            if (listening.isClosed()) {
                session.close(); // it died meanwhile
            }
        } catch (Exception e) {
            session.close();
        }
    }

    private SubmitSmResult take(SubmitSm submitted) throws ProcessRequestException {
        var to = "+" + submitted.getDestAddress();
        faults.delay(SandboxFaults.SMPP);
        if (faults.of(SandboxFaults.SMPP) == Mode.FAILING) {
            throw new ProcessRequestException("made to fail", SMPPConstant.STAT_ESME_RSYSERR);
        }
        var answer = messages.answerOf(to);
        if (answer != null) {
            SandboxWeb.pause(answer.afterMillis());
            if (answer.status() != 0) {
                throw new ProcessRequestException("as the test wants it", status(answer.status()));
            }
        }
        var id = Long.toString(names.incrementAndGet());
        service = submitted.getSourceAddr();
        var whole = whole(submitted);
        if (whole != null) {
            messages.add(
                    new SandboxMessage(
                            "sms",
                            to,
                            id,
                            null,
                            whole,
                            Instant.now(),
                            Map.of("from", submitted.getSourceAddr())));
        }
        if ((submitted.getRegisteredDelivery() & 1) == 1) {
            Thread.ofVirtual().name("sandbox-sms-receipt").start(() -> report(submitted, id));
        }
        try {
            return new SubmitSmResult(new MessageId(id), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An SMPP status as it is; of mail and HTTP what comes next to it. */
    private static int status(int status) {
        return switch (status) {
            case 429, 451 -> SMPPConstant.STAT_ESME_RTHROTTLED;
            default ->
                    status < 400
                            ? status
                            : status < 500 || status == 550
                                    ? SMPPConstant.STAT_ESME_RINVDSTADR
                                    : SMPPConstant.STAT_ESME_RSYSERR;
        };
    }

    /** The text, once all its parts are here. */
    private @Nullable String whole(SubmitSm submitted) {
        var body = submitted.getShortMessage();
        if (!submitted.isUdhi()) {
            return SmsText.decode(submitted.getDataCoding(), body, 0);
        }
        var text = SmsText.decode(submitted.getDataCoding(), body, body[0] + 1);
        var key = submitted.getDestAddress() + ' ' + body[3];
        var there = parts.computeIfAbsent(key, name -> new TreeMap<>());
        synchronized (there) {
            there.put((int) body[5], text);
            if (there.size() < body[4]) {
                return null;
            }
        }
        parts.remove(key);
        return String.join("", there.values());
    }

    private void report(SubmitSm submitted, String id) {
        var now = MINUTE.format(Instant.now());
        var text =
                "id:%s sub:001 dlvrd:001 submit date:%s done date:%s stat:DELIVRD err:000 text:"
                        .formatted(id, now, now);
        deliver(
                submitted.getDestAddress(),
                submitted.getSourceAddr(),
                DELIVERY_RECEIPT,
                0,
                SmsText.encode(text));
    }

    /** By any session that there is, again where it is refused for now. */
    private boolean deliver(String from, String to, int esmClass, int dataCoding, byte[] text) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            for (var session : List.copyOf(sessions)) {
                try {
                    session.deliverShortMessage(
                            "",
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            from,
                            TypeOfNumber.INTERNATIONAL,
                            NumberingPlanIndicator.ISDN,
                            to,
                            new ESMClass(esmClass),
                            (byte) 0,
                            (byte) 0,
                            new RegisteredDelivery(0),
                            DataCodings.newInstance((byte) dataCoding),
                            text);
                    return true;
                } catch (PDUException e) {
                    throw new IllegalArgumentException("not to be sent", e);
                } catch (Exception e) {
                    // refused for now, or the session is gone
                }
            }
            SandboxWeb.pause(500);
        }
        return false;
    }

    private static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    private synchronized void stop() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
            end(accepting); // until then the port is taken
        }
        List.copyOf(sessions).forEach(SMPPServerSession::close);
    }

    private static void end(@Nullable Thread thread) {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Listening(ServerSocket socket) implements ServerConnectionFactory {
        @Override
        public ServerConnection listen(int port) {
            return new ServerSocketConnection(socket);
        }

        @Override
        public ServerConnection listen(int port, int timeout) {
            return listen(port);
        }

        @Override
        public ServerConnection listen(int port, int timeout, int backlog) {
            return listen(port);
        }
    }
}
