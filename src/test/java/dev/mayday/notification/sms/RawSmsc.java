package dev.mayday.notification.sms;

import static dev.mayday.local.Patience.PATIENCE;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** An SMSC of bare sockets that does what a test tells it, right or wrong. */
final class RawSmsc implements AutoCloseable {
    static final int BIND = 0x09;
    static final int SUBMIT = 0x04;
    static final int DELIVER = 0x05;
    static final int UNBIND = 0x06;
    static final int ENQUIRE = 0x15;
    static final int RESP = 0x80000000;

    /** What it does with a request; an answer to one of its own only goes on record. */
    interface Script {
        void on(Pdu request, Peer peer) throws IOException;
    }

    record Pdu(int command, int status, int sequence, byte[] body) {
        boolean is(int wanted) {
            return command == wanted;
        }
    }

    private final ServerSocket socket;
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private final List<Pdu> received = new CopyOnWriteArrayList<>();
    private volatile Script script;

    RawSmsc(Script script) throws IOException {
        this.script = script;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers as the book says; the messages are m1, m2, … */
    static Script polite() {
        return new Script() {
            private int messages;

            @Override
            public void on(Pdu request, Peer peer) throws IOException {
                switch (request.command()) {
                    case BIND -> peer.answer(request, 0, text("smsc"));
                    case SUBMIT -> peer.answer(request, 0, text("m" + ++messages));
                    default -> peer.answer(request, 0, new byte[0]);
                }
            }
        };
    }

    /** Polite, but for what it is asked by this command. */
    static Script politeBut(int command, Script instead) {
        var polite = polite();
        return (request, peer) -> (request.is(command) ? instead : polite).on(request, peer);
    }

    int port() {
        return socket.getLocalPort();
    }

    void becomes(Script other) {
        script = other;
    }

    List<Pdu> received(int command) {
        return received.stream().filter(pdu -> pdu.is(command)).toList();
    }

    List<Submitted> submitted() {
        return received(SUBMIT).stream().map(pdu -> Submitted.of(pdu.body())).toList();
    }

    Pdu await(String what, Predicate<Pdu> wanted) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> received.stream().filter(wanted).findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    /** Sends a deliver_sm on the newest session, and waits for what it is answered. */
    int deliver(int sequence, byte[] body) throws IOException {
        send(DELIVER, sequence, body);
        return await("an answer to " + sequence, pdu -> pdu.sequence() == sequence).status();
    }

    void send(int command, int sequence, byte[] body) throws IOException {
        for (var peer : peers) {
            peer.send(command, 0, sequence, body);
        }
    }

    void octets(byte[] octets) throws IOException {
        for (var peer : peers) {
            peer.write(octets);
        }
    }

    /** Cuts every connection. */
    void drop() {
        peers.forEach(Peer::close);
    }

    static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The body of a deliver_sm to the service. */
    static byte[] message(String from, int esmClass, int dataCoding, byte[] text, byte[]... tlvs) {
        return message(from, esmClass, dataCoding, "", text, tlvs);
    }

    static byte[] message(
            String from, int esmClass, int dataCoding, String time, byte[] text, byte[]... tlvs) {
        var body = new ByteArrayOutputStream();
        body.writeBytes(text(""));
        body.writeBytes(new byte[] {1, 1});
        body.writeBytes(text(from));
        body.writeBytes(new byte[] {1, 1});
        body.writeBytes(text("12025550100"));
        body.writeBytes(new byte[] {(byte) esmClass, 0, 0});
        body.writeBytes(text(time));
        body.writeBytes(text(""));
        body.writeBytes(new byte[] {0, 0, (byte) dataCoding, 0, (byte) text.length});
        body.writeBytes(text);
        for (var tlv : tlvs) {
            body.writeBytes(tlv);
        }
        return body.toByteArray();
    }

    static byte[] tlv(int tag, byte[] value) {
        return ByteBuffer.allocate(4 + value.length)
                .putShort((short) tag)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var peer = new Peer(socket.accept());
                peers.add(peer);
                Thread.ofVirtual().start(() -> listen(peer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void listen(Peer peer) {
        try (var in = new DataInputStream(peer.socket.getInputStream())) {
            while (true) {
                int length = in.readInt();
                var pdu = new Pdu(in.readInt(), in.readInt(), in.readInt(), new byte[length - 16]);
                in.readFully(pdu.body());
                received.add(pdu);
                if ((pdu.command() & RESP) == 0) {
                    script.on(pdu, peer);
                }
            }
        } catch (IOException e) {
            peers.remove(peer); // the other side has gone
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        drop();
    }

    /** One connection. */
    static final class Peer {
        private final Socket socket;

        private Peer(Socket socket) {
            this.socket = socket;
        }

        void answer(Pdu request, int status, byte[] body) throws IOException {
            send(request.command() | RESP, status, request.sequence(), body);
        }

        void send(int command, int status, int sequence, byte[] body) throws IOException {
            write(
                    ByteBuffer.allocate(16 + body.length)
                            .putInt(16 + body.length)
                            .putInt(command)
                            .putInt(status)
                            .putInt(sequence)
                            .put(body)
                            .array());
        }

        private synchronized void write(byte[] octets) throws IOException {
            socket.getOutputStream().write(octets);
        }

        void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** A submit_sm as it came. */
    record Submitted(
            int fromTon,
            int fromNpi,
            String from,
            int toTon,
            int toNpi,
            String to,
            int esmClass,
            String validity,
            int receipt,
            int dataCoding,
            byte[] text,
            byte[] parameters) {
        static Submitted of(byte[] body) {
            var in = new PduCursor(body, 0);
            in.text();
            int fromTon = in.number(1);
            int fromNpi = in.number(1);
            var from = string(in);
            int toTon = in.number(1);
            int toNpi = in.number(1);
            var to = string(in);
            int esmClass = in.number(1);
            in.octets(2);
            in.text();
            var validity = string(in);
            int receipt = in.number(1);
            in.octets(1);
            int dataCoding = in.number(1);
            in.octets(1);
            var text = in.octets(in.number(1));
            return new Submitted(
                    fromTon,
                    fromNpi,
                    from,
                    toTon,
                    toNpi,
                    to,
                    esmClass,
                    validity,
                    receipt,
                    dataCoding,
                    text,
                    in.octets(in.left()));
        }

        private static String string(PduCursor in) {
            return new String(in.text(), StandardCharsets.ISO_8859_1);
        }
    }
}
