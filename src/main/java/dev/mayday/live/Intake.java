package dev.mayday.live;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.quarkus.websockets.next.UserData;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What one socket has sent and nobody has answered yet. While that is more than a decent client
 * ever has at a time, nothing more is read: TCP holds the sender back, and however much it sends,
 * little of it is kept here. It is counted as it is read, before anything queues it.
 */
final class Intake extends ChannelInboundHandlerAdapter {
    static final UserData.TypedKey<Intake> KEY = new UserData.TypedKey<>("mayday.intake");
    private static final int MOST_MESSAGES = 256;
    private static final int MOST_BYTES = 1024 * 1024;

    private final Channel channel;
    private final Queue<Integer> unanswered = new ArrayDeque<>(1);
    private int bytes;

    /** Of the message whose pieces come just now. */
    private int size;

    private boolean deaf;

    Intake(Channel channel) {
        this.channel = channel;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof WebSocketFrame frame && !isPassedOn(frame, context)) {
            frame.release();
        } else {
            context.fireChannelRead(message);
        }
    }

    private boolean isPassedOn(WebSocketFrame frame, ChannelHandlerContext context) {
        return switch (frame) {
            case CloseWebSocketFrame close -> true;
            case PingWebSocketFrame ping -> {
                if (channel.isWritable()) { // who does not read what it asked for is not told more
                    context.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
                }
                yield false;
            }
            case PongWebSocketFrame pong -> false;
            default -> isTaken(frame);
        };
    }

    private synchronized boolean isTaken(WebSocketFrame frame) {
        if (deaf) {
            return false;
        }
        boolean goesOn = frame instanceof ContinuationWebSocketFrame;
        if (goesOn && size == 0) {
            return true; // Vert.x leaves out a message whose first piece is empty
        }
        size = (goesOn ? size : 0) + frame.content().readableBytes();
        if (frame.isFinalFragment()) {
            unanswered.add(size);
            bytes += size;
            size = 0;
            if (unanswered.size() >= MOST_MESSAGES || bytes >= MOST_BYTES) {
                channel.config().setAutoRead(false);
            }
        }
        return true;
    }

    /** The first of what is unanswered no longer is. */
    synchronized void answered() {
        var first = unanswered.poll();
        bytes -= first == null ? 0 : first;
        if (unanswered.size() < MOST_MESSAGES / 2 && bytes < MOST_BYTES / 2) {
            channel.config().setAutoRead(true);
        }
    }

    synchronized boolean isAnswered() {
        return unanswered.isEmpty();
    }

    /** What comes from now on is dropped unread, but for the other side's own close. */
    synchronized void hearNoMore() {
        deaf = true;
        channel.config().setAutoRead(true);
    }
}
