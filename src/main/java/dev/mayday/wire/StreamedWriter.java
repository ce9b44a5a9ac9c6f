package dev.mayday.wire;

import io.smallrye.mutiny.subscription.MultiSubscriber;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerHttpResponse;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;
import org.jspecify.annotations.Nullable;

/** Writes a {@link Streamed} at its reader's pace. */
@Provider
public final class StreamedWriter implements ServerMessageBodyWriter<Streamed> {

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, ResteasyReactiveResourceInfo target, MediaType media) {
        return type == Streamed.class;
    }

    @Override
    public boolean isWriteable(
            Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type == Streamed.class;
    }

    @Override
    public void writeTo(
            Streamed streamed,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out) {
        throw new UnsupportedOperationException("a stream is written by the server alone");
    }

    @Override
    public void writeResponse(Streamed streamed, Type generic, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        streamed.pieces()
                .subscribe()
                .withSubscriber(new Writing(request, context.serverResponse()));
    }

    /** One answer on its way, on the event loop of its connection. */
    private static final class Writing implements MultiSubscriber<byte[]> {
        private final ResteasyReactiveRequestContext request;
        private final ServerHttpResponse response;
        private Flow.@Nullable Subscription pieces;
        private boolean begun;
        private boolean over;

        Writing(ResteasyReactiveRequestContext request, ServerHttpResponse response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            pieces = subscription;
            response.addCloseHandler(this::gone);
            subscription.request(1);
        }

        @Override
        public void onItem(byte[] piece) {
            if (over) {
                return;
            }
            if (!begun) {
                begun = true;
                response.setChunked(true);
            }
            response.write(piece)
                    .whenComplete((written, failure) -> {
                        if (failure == null) {
                            Objects.requireNonNull(pieces).request(1);
                        } else {
                            gone();
                        }
                    });
        }

        /** Nobody reads any more. */
        private void gone() {
            Objects.requireNonNull(pieces).cancel();
            if (!over) {
                over = true;
                request.resume();
            }
        }

        @Override
        public void onFailure(Throwable failure) {
            if (over) {
                return;
            }
            over = true;
            if (begun) {
                response.reset();
                request.resume();
            } else {
                request.resume(failure);
            }
        }

        @Override
        public void onCompletion() {
            if (!over) {
                over = true;
                response.end();
                request.resume();
            }
        }
    }
}
