package dev.eddy.chaos;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A thread whose failure is not lost. */
final class Worker {

    private final Thread thread;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Worker(String name, Runnable work) {
        this.thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error e) {
                        failure.set(e);
                    }
                },
                name);
        thread.setDaemon(true);
    }

    static Worker start(String name, Runnable work) {
        Worker worker = new Worker(name, work);
        worker.thread.start();
        return worker;
    }

    /** Fails if the work has failed. */
    void check() {
        Throwable e = failure.get();
        if (e != null) {
            throw new IllegalStateException(thread.getName() + " failed: " + e.getMessage(), e);
        }
    }

    /** Waits for the end of the work; fails if it has failed. */
    void join() {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + thread.getName(), e);
        }
        check();
    }
}
