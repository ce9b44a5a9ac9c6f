package dev.mayday.clock;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Does together what waits together: what comes while all lanes are busy is what the next free one
 * takes, so a crowd is cheaper for each and not slower for all. Nothing else waits for company,
 * unless it has been given a pace, and then only under load. Where many fail together, each is done
 * by itself, and only those fail that do so alone. Where the work is late ({@link
 * TimeoutException}), all fail at once, and with them whoever waits, unless other work ended
 * meanwhile.
 *
 * @param <I> what is to be done
 * @param <O> what comes of it
 */
public final class Together<I, O> {
    private final int most;
    private final Function<List<I>, Uni<List<O>>> work;
    private final Queue<Waiting<I, O>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger free;
    private final Runnable next;
    private final AtomicLong finished = new AtomicLong();

    /**
     * @param lanes how many are at work at once
     * @param most done at once in one lane
     * @param work gives the results in the order of what it was given
     */
    public Together(int lanes, int most, Function<List<I>, Uni<List<O>>> work) {
        this(lanes, most, work, begin -> begin);
    }

    /**
     * @param interval between two beginnings under load: for what people need not have at once
     */
    public Together(
            int lanes,
            int most,
            Vertx vertx,
            Duration interval,
            Function<List<I>, Uni<List<O>>> work) {
        this(lanes, most, work, begin -> new Turns(vertx, interval, begin)::ask);
    }

    Together(
            int lanes,
            int most,
            Function<List<I>, Uni<List<O>>> work,
            UnaryOperator<Runnable> paced) {
        this.free = new AtomicInteger(lanes);
        this.most = most;
        this.work = work;
        this.next = paced.apply(this::begin);
    }

    private record Waiting<I, O>(I item, UniEmitter<? super O> answer) {}

    /** Heard on the context of whoever asks. */
    public Uni<O> add(I item) {
        return Uni.createFrom()
                .deferred(() -> {
                    Context caller = Vertx.currentContext();
                    Uni<O> result =
                            Uni.createFrom()
                                    .emitter(answer -> {
                                        waiting.add(new Waiting<>(item, answer));
                                        next.run();
                                    });
                    return caller == null
                            ? result
                            : result.emitOn(
                                    command -> caller.runOnContext(ignored -> command.run()));
                });
    }

    /** Takes what waits, if a lane is free; else whoever has it does so next. */
    private void begin() {
        if (waiting.isEmpty() || !takeLane()) {
            return;
        }
        var taken = new ArrayList<Waiting<I, O>>();
        for (var one = poll(taken.size()); one != null; one = poll(taken.size())) {
            taken.add(one);
        }
        done(taken)
                .subscribe()
                .with(ignored -> {
                    free.incrementAndGet();
                    if (!waiting.isEmpty()) {
                        next.run();
                    }
                });
    }

    private boolean takeLane() {
        return free.getAndUpdate(lanes -> Math.max(0, lanes - 1)) > 0;
    }

    private @Nullable Waiting<I, O> poll(int already) {
        return already < most ? waiting.poll() : null;
    }

    /** Never fails. */
    private Uni<Void> done(List<Waiting<I, O>> taken) {
        if (taken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        long before = finished.get();
        return Uni.createFrom()
                .deferred(() -> work.apply(taken.stream().map(Waiting::item).toList()))
                .invoke(results -> {
                    finished.incrementAndGet();
                    for (int i = 0; i < taken.size(); i++) {
                        taken.get(i).answer.complete(results.get(i));
                    }
                })
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> failed(taken, failure, before));
    }

    private Uni<Void> failed(List<Waiting<I, O>> taken, Throwable failure, long before) {
        boolean late = failure instanceof TimeoutException;
        if (late && finished.get() == before) {
            for (var one = waiting.poll(); one != null; one = waiting.poll()) {
                one.answer.fail(failure);
            }
        }
        if (late || taken.size() == 1) {
            taken.forEach(one -> one.answer.fail(failure));
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(taken.stream().map(one -> done(List.of(one))).toList())
                .andCollectFailures()
                .replaceWithVoid();
    }
}
