package dev.mayday.contract;

import static dev.mayday.local.Patience.PATIENCE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.mayday.local.Heard;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/** A WebSocket client that sends what no decent one would: any bytes in any frame (RFC 6455). */
final class RawSocket implements AutoCloseable {
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;

    /** A message, or the end of the connection with its code and reason. */
    record Got(JsonNode message, int closed, String reason) {
        boolean answers(String ref) {
            return message.path("ref").asText().equals(ref);
        }
    }

    private final Socket line;
    private final DataInputStream in;
    private final Heard<Got> heard;

    private RawSocket(Socket line, DataInputStream in, Heard<Got> heard) {
        this.line = line;
        this.in = in;
        this.heard = heard;
        Thread.ofVirtual().start(this::listen);
    }

    static RawSocket open(URI server, String path, String token) {
        try {
            var line = new Socket(server.getHost(), server.getPort());
            line.setTcpNoDelay(true);
            var ask =
                    """
                    GET %s HTTP/1.1
                    Host: %s
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Version: 13
                    Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
                    Authorization: Bearer %s

                    """
                            .formatted(path, server.getAuthority(), token)
                            .replace("\n", "\r\n");
            line.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
            var in = new DataInputStream(line.getInputStream());
            var answer = header(in);
            if (!answer.startsWith("HTTP/1.1 101")) {
                throw new IllegalStateException("no socket: " + answer);
            }
            return new RawSocket(line, in, new Heard<>());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void text(String message) {
        text(message.getBytes(StandardCharsets.UTF_8));
    }

    void text(byte[] bytes) {
        frame(TEXT, true, bytes);
    }

    void binary(byte[] bytes) {
        frame(BINARY, true, bytes);
    }

    /** One text message in frames of so many bytes. */
    void inPieces(String message, int size) {
        var bytes = message.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += size) {
            var piece = Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length));
            frame(from == 0 ? TEXT : 0, from + size >= bytes.length, piece);
        }
    }

    /** The answer with this ref. */
    JsonNode answer(String ref) {
        return await("the answer " + ref, got -> got.answers(ref)).message();
    }

    Got await(String what, Predicate<Got> wanted) {
        return heard.await(what, wanted, PATIENCE);
    }

    /** How the server closed the connection. */
    Got closed() {
        return await("the close", got -> got.closed() > 0);
    }

    Heard<Got> heard() {
        return heard;
    }

    @Override
    public void close() {
        try {
            line.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection that the server has closed swallows it. */
    private void frame(int opcode, boolean last, byte[] bytes) {
        var frame = ByteBuffer.allocate(bytes.length + 14);
        frame.put((byte) ((last ? 0x80 : 0) | opcode));
        if (bytes.length < 126) {
            frame.put((byte) (0x80 | bytes.length));
        } else if (bytes.length < 65_536) {
            frame.put((byte) (0x80 | 126)).putShort((short) bytes.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(bytes.length);
        }
        frame.putInt(0).put(bytes).flip(); // a mask of zeros leaves the bytes as they are
        try {
            synchronized (this) {
                line.getOutputStream().write(frame.array(), 0, frame.limit());
            }
        } catch (IOException gone) {
            // the close frame says why, if one came
        }
    }

    private void listen() {
        var message = new ByteArrayOutputStream();
        try {
            while (true) {
                int first = in.readUnsignedByte();
                int size = in.readUnsignedByte();
                long length =
                        size < 126 ? size : size == 126 ? in.readUnsignedShort() : in.readLong();
                var bytes = in.readNBytes((int) length);
                switch (first & 0x0f) {
                    case 0, TEXT -> {
                        message.writeBytes(bytes);
                        if ((first & 0x80) != 0) {
                            heard.add(got(message.toString(StandardCharsets.UTF_8)));
                            message.reset();
                        }
                    }
                    case CLOSE -> {
                        var why = ByteBuffer.wrap(bytes);
                        int code = why.remaining() >= 2 ? why.getShort() & 0xffff : 1005;
                        var reason = StandardCharsets.UTF_8.decode(why).toString();
                        heard.add(new Got(MissingNode.getInstance(), code, reason));
                        return;
                    }
                    default -> {} // a ping may go unanswered for as long as a test takes
                }
            }
        } catch (IOException cut) {
            heard.add(new Got(MissingNode.getInstance(), 1006, String.valueOf(cut.getMessage())));
        }
    }

    private static Got got(String text) {
        try {
            return new Got(Schemas.JSON.readTree(text), 0, "");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the server sent what is no JSON: " + text, e);
        }
    }

    private static String header(DataInputStream in) throws IOException {
        var header = new ByteArrayOutputStream();
        while (!header.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            header.write(next);
        }
        return header.toString(StandardCharsets.US_ASCII);
    }
}
