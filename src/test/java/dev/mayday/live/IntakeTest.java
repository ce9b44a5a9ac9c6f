package dev.mayday.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.Test;

/** Who sends more than is answered is held back. */
class IntakeTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Intake intake = new Intake(channel);

    IntakeTest() {
        channel.pipeline().addLast(intake);
    }

    @Test
    void nothingIsReadWhileTooMuchIsUnansweredAndAllIsOnceItIsNot() {
        texts(255);
        assertTrue(isRead());
        texts(1);
        assertFalse(isRead());
        answer(128);
        assertFalse(isRead());
        answer(1);
        assertTrue(isRead());
        assertFalse(intake.isAnswered());
        answer(127);
        assertTrue(intake.isAnswered());
    }

    @Test
    void fewLargeMessagesAreTooMuchToo() {
        for (int i = 0; i < 4; i++) {
            assertTrue(isRead());
            read(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[256 * 1024])));
        }
        assertFalse(isRead());
        answer(3);
        assertTrue(isRead());
    }

    @Test
    void aMessageInPiecesIsOne() {
        read(new TextWebSocketFrame(false, 0, "{"));
        read(new ContinuationWebSocketFrame(false, 0, ""));
        assertTrue(intake.isAnswered(), "it is not whole yet");
        read(new ContinuationWebSocketFrame(true, 0, "}"));
        assertFalse(intake.isAnswered());
        answer(1);
        assertTrue(intake.isAnswered());
    }

    @Test
    void aMessageThatIsLeftOutNeedsNoAnswer() {
        read(new TextWebSocketFrame(false, 0, ""));
        read(new ContinuationWebSocketFrame(true, 0, "{}"));
        assertTrue(intake.isAnswered());
        read(new TextWebSocketFrame(true, 0, ""));
        assertFalse(intake.isAnswered(), "an empty one is told that it is no JSON");
    }

    @Test
    void afterTheEndOnlyACloseIsHeard() {
        texts(256);
        while (channel.readInbound() != null) {}
        intake.hearNoMore();
        assertTrue(isRead(), "else the other side's close would not be seen");
        texts(256);
        assertTrue(isRead());
        read(new CloseWebSocketFrame());
        assertInstanceOf(CloseWebSocketFrame.class, channel.readInbound());
    }

    @Test
    void aPingIsAnsweredWhateverElseIsNot() {
        texts(300);
        read(new PingWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {7})));
        var pong = assertInstanceOf(PongWebSocketFrame.class, channel.readOutbound());
        assertEquals(7, pong.content().readByte());
    }

    @Test
    void whoDoesNotReadIsToldNoMorePongs() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
        read(new PingWebSocketFrame());
        assertNull(channel.readOutbound());
    }

    private boolean isRead() {
        return channel.config().isAutoRead();
    }

    private void texts(int count) {
        for (int i = 0; i < count; i++) {
            read(new TextWebSocketFrame("{}"));
        }
    }

    private void read(WebSocketFrame frame) {
        channel.writeInbound(frame);
    }

    private void answer(int count) {
        for (int i = 0; i < count; i++) {
            intake.answered();
        }
    }
}
