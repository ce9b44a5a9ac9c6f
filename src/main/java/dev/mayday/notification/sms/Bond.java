package dev.mayday.notification.sms;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.SendCommandTask;
import org.jsmpp.session.SubmitSmCommandTask;
import org.jsmpp.util.DefaultComposer;
import org.jspecify.annotations.Nullable;

/** One session with the SMSC, from its bind to its end. */
final class Bond {
    private static final int DEPTH = 1_000;

    /** The library's threads for answers, beside those that are held by what is being recorded. */
    private static final int ANSWERS = 8;

    /** So late an answer to a message is still known for what it is. */
    private static final Duration LATEST = Duration.ofMinutes(5);

    private final Session session;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();

    private Bond(Session session) {
        this.session = session;
    }

    /** What is asked of the SMSC, and how the library says that it refused. */
    interface Call<T> {
        T on(SMPPSession session) throws Exception;
    }

    /**
     * @throws IOException where there is no connection, or the bind is refused: then its cause is a
     *     NegativeResponseException
     */
    static Bond to(SmppSettings settings, MessageReceiverListener inbound) throws IOException {
        var session = new Session(new SmscLine(settings.tls(), settings.connectTimeout()));
        session.setMessageReceiverListener(inbound);
        session.setEnquireLinkTimer((int) settings.enquireLink().toMillis());
        session.setTransactionTimer(settings.responseTimeout().toMillis());
        session.setPduProcessorDegree(settings.arrivals() + ANSWERS);
        session.setQueueCapacity(DEPTH);
        var bond = new Bond(session);
        try {
            session.connectAndBind(
                    settings.host().orElseThrow(),
                    settings.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            settings.systemId().orElse(""),
                            settings.password().orElse(""),
                            settings.systemType().orElse(""),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            ""),
                    settings.responseTimeout().toMillis());
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
        session.addSessionStateListener((now, before, source) -> bond.sees(now));
        bond.sees(session.getSessionState());
        return bond;
    }

    /** Whether the SMSC knows optional parameters. */
    boolean takesParameters() {
        return session.reader.version() >= PduDraft.VERSION_34;
    }

    /**
     * Asks.
     *
     * @return the answer when it comes, however late; or what the library throws; an IOException
     *     when the session ends, since the library itself would wait on for what can't come
     */
    <T> CompletableFuture<T> ask(Call<T> call) {
        var answer = new CompletableFuture<T>();
        waiting.add(answer);
        Thread.ofVirtual().name("smpp-ask").start(() -> put(call, answer));
        if (ended.isDone()) {
            answer.completeExceptionally(new IOException("the session has ended"));
        }
        answer.whenComplete((done, failure) -> waiting.remove(answer));
        return answer;
    }

    /** Asks whether the other side is still there; where it is not, the session ends. */
    void probe() {
        session.probe();
    }

    /** Returns when the session has ended, by whomever. */
    void awaitEnd() throws InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Says goodbye, and ends it. */
    void unbind() {
        session.unbindAndClose();
        end();
    }

    /** Ends it. */
    void close() {
        session.close();
    }

    private <T> void put(Call<T> call, CompletableFuture<T> answer) {
        try {
            answer.complete(call.on(session));
        } catch (Exception e) {
            answer.completeExceptionally(e);
        }
    }

    private void sees(@Nullable SessionState state) {
        if (state == null || !state.isBound()) {
            end();
        }
    }

    private void end() {
        ended.complete(null);
        waiting.forEach(
                answer -> answer.completeExceptionally(new IOException("the session has ended")));
    }

    /** The library's session, with a way to ask for a sign of life at once. */
    private static final class Session extends SMPPSession {
        private final TolerantReader reader;

        Session(SmscLine line) {
            this(line, new TolerantReader());
        }

        private Session(SmscLine line, TolerantReader reader) {
            super(
                    new SynchronizedPDUSender(new DefaultPDUSender(new DefaultComposer())),
                    reader,
                    line);
            this.reader = reader;
        }

        @Override
        protected Command executeSendCommand(SendCommandTask task, long timeout)
                throws PDUException,
                        ResponseTimeoutException,
                        InvalidResponseException,
                        NegativeResponseException,
                        IOException {
            boolean message = task instanceof SubmitSmCommandTask;
            return super.executeSendCommand(task, message ? LATEST.toMillis() : timeout);
        }

        void probe() {
            var sender = enquireLinkSender;
            if (sender != null) {
                sender.enquireLink();
            }
        }
    }
}
