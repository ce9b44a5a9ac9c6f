package dev.mayday.clock;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Something that is done again and again, and never twice at once: whoever asks while it is being
 * done is not heard. One that fails is done again when it is next asked for.
 */
public final class OneAtATime {
    private final Supplier<Uni<?>> work;
    private final Consumer<Throwable> failed;
    private final AtomicBoolean busy = new AtomicBoolean();

    public OneAtATime(Supplier<Uni<?>> work, Consumer<Throwable> failed) {
        this.work = work;
        this.failed = failed;
    }

    public void run() {
        if (busy.compareAndSet(false, true)) {
            Uni.createFrom()
                    .deferred(() -> work.get().replaceWithVoid())
                    .onTermination()
                    .invoke(() -> busy.set(false))
                    .subscribe()
                    .with(done -> {}, failed);
        }
    }
}
