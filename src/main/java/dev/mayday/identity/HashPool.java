package dev.mayday.identity;

import dev.mayday.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A few threads that hash and do nothing else, with a bounded queue: a flood of sign-ins is told to
 * try later, and takes nothing from the alerts.
 */
final class HashPool {
    private final ThreadPoolExecutor threads;

    HashPool(String name, IdentitySettings.Hashing settings, MeterRegistry meters) {
        threads =
                new ThreadPoolExecutor(
                        settings.threads(),
                        settings.threads(),
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(settings.queue()),
                        Thread.ofPlatform().daemon().name("hash-" + name + "-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        meters.gauge(
                "mayday.hashes.waiting",
                io.micrometer.core.instrument.Tags.of("pool", name),
                threads,
                pool -> pool.getQueue().size());
    }

    /**
     * Runs the work on one of the threads and goes on where the caller was.
     *
     * <p>Fails with {@link dev.mayday.problem.Refused} try-later if the queue is full.
     */
    <T> Uni<T> run(Supplier<T> work) {
        return Uni.createFrom()
                .deferred(() -> {
                    var caller = Vertx.currentContext();
                    var result = Uni.createFrom().item(work).runSubscriptionOn(threads);
                    return caller == null
                            ? result
                            : result.emitOn(task -> caller.runOnContext(ignored -> task.run()));
                })
                .onFailure(RejectedExecutionException.class)
                .transform(full ->
                        Problem.tryLater("too many sign-ins at once; try again in a moment")
                                .refused());
    }

    void stop() {
        threads.shutdownNow();
    }
}
