package dev.mayday.clock;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, from wherever it is asked for: a request, a socket, a loop of our own. Each gets
 * a context, and so a session and a connection, of its own; within it every desk and store finds
 * the session by {@code Panache.getSession()}. After the commit, what may wait for it is woken.
 * Nobody waits without end: one that is late fails with a {@link TimeoutException} for whoever
 * waits, and goes on, so it may yet be committed.
 */
@ApplicationScoped
public class Transactions {
    private static final String DUE = "mayday.due";

    private final Vertx vertx;
    private final Wakeups wakeups;
    private final long patience;
    private final Counter late;

    Transactions(Vertx vertx, Wakeups wakeups, ClockSettings settings, MeterRegistry metrics) {
        this.vertx = vertx;
        this.wakeups = wakeups;
        this.patience = settings.patience().toMillis();
        this.late = metrics.counter("mayday.transactions.late");
    }

    /**
     * Runs the work in a transaction, and says after the commit that there may be something to do.
     */
    public <T extends @Nullable Object> Uni<T> write(Supplier<Uni<T>> work) {
        return inItsOwnContext(() -> Panache.withTransaction(work), true);
    }

    /** Runs the work in a transaction that leaves nothing to do behind it. */
    public <T extends @Nullable Object> Uni<T> quietly(Supplier<Uni<T>> work) {
        return inItsOwnContext(() -> Panache.withTransaction(work), false);
    }

    /**
     * Looks, and then writes in a transaction what the look has shown to be wanted, for somebody
     * who waits: it takes three answers of the database, since the beginning of the transaction is
     * not waited for. The look is not in it, and holds nothing still.
     *
     * @param look at least one statement, and no change
     * @param work plain statements (see {@link Sql}), all subscribed to at once
     */
    public <L, T> Uni<T> write(Supplier<Uni<L>> look, Function<L, Uni<T>> work) {
        return inItsOwnContext(
                () ->
                        Panache.withSession(() ->
                                look.get()
                                        .flatMap(seen -> Sql.transaction(() -> work.apply(seen)))),
                true);
    }

    private <T extends @Nullable Object> Uni<T> inItsOwnContext(
            Supplier<Uni<T>> transaction, boolean wakes) {
        return Uni.createFrom()
                .deferred(() -> {
                    Context caller = Vertx.currentContext();
                    Context own =
                            VertxContext.createNewDuplicatedContext(
                                    caller == null ? vertx.getOrCreateContext() : caller);
                    VertxContextSafetyToggle.setContextSafe(own, true);
                    Uni<T> result =
                            Uni.createFrom()
                                    .emitter(emitter ->
                                            own.runOnContext(ignored ->
                                                    inTime(
                                                            emitter,
                                                            Uni.createFrom()
                                                                    .deferred(
                                                                            () -> transaction.get())
                                                                    .invoke(() ->
                                                                            committed(
                                                                                    own, wakes)))));
                    return caller == null
                            ? result
                            : result.emitOn(
                                    command -> caller.runOnContext(ignored -> command.run()));
                });
    }

    /** Not cancelled when it is late: it would keep its connection, and what it has locked. */
    private <T extends @Nullable Object> void inTime(UniEmitter<? super T> answer, Uni<T> work) {
        long timer =
                vertx.setTimer(
                        patience,
                        now -> {
                            late.increment();
                            answer.fail(new TimeoutException("no answer of the database in time"));
                        });
        work.onTermination()
                .invoke(() -> vertx.cancelTimer(timer))
                .subscribe()
                .with(answer::complete, answer::fail);
    }

    /** A timer of the ambient transaction that is due by its commit. */
    static void due(Due timer) {
        kept(DUE, ArrayList<Due>::new).add(timer);
    }

    /** What the ambient transaction keeps under this name, made when it is first asked for. */
    public static <T> T kept(String name, Supplier<T> made) {
        var context = Vertx.currentContext();
        T kept = context.getLocal(name);
        if (kept == null) {
            kept = made.get();
            context.putLocal(name, kept);
        }
        return kept;
    }

    private void committed(Context own, boolean wakes) {
        List<Due> due = own.getLocal(DUE);
        if (wakes || due != null) {
            wakeups.work(due == null ? List.of() : due);
        }
    }
}
