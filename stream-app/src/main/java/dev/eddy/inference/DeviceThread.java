package dev.eddy.inference;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model on a thread of its own, so that a device that never answers takes nobody with it. The model is opened, used and
 * closed on that thread.
 *
 * <p>One thread at a time.
 */
final class DeviceThread implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeviceThread.class);
    private static final Duration END = Duration.ofSeconds(5);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(DeviceThread::daemon);
    private final Future<SequenceModel> model;
    private boolean hangs;

    /** Begins to open the model. */
    DeviceThread(Supplier<SequenceModel> open) {
        this.model = thread.submit(open::get);
    }

    private static Thread daemon(Runnable work) {
        Thread daemon = new Thread(work, "inference-device");
        daemon.setDaemon(true);
        return daemon;
    }

    /** Whether the model is open, or could not be opened. */
    boolean opened() {
        return model.isDone();
    }

    /** What the model runs on, once it is open. */
    Device device() {
        try {
            return model.get().device();
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    List<StepResult.Scored> step(List<Step> batch, Duration limit) {
        try {
            return thread.submit(() -> model.get().step(batch)).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw failed(e);
        } catch (TimeoutException e) {
            hangs = true;
            throw new InferenceException("the device must answer within " + limit + " but has not", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InferenceException failed(ExecutionException e) {
        return e.getCause() instanceof InferenceException known
                ? known
                : new InferenceException(String.valueOf(e.getCause()), e.getCause());
    }

    private static InferenceException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new InferenceException("interrupted while waiting for the device", e);
    }

    /** Whether it has once not answered in time. */
    boolean hangs() {
        return hangs;
    }

    /** Closes the model once it has answered what it was asked, without waiting for that. */
    void leave() {
        if (!left()) {
            thread.execute(this::closeModel);
            thread.shutdown();
        }
    }

    boolean left() {
        return thread.isShutdown();
    }

    /** Whether it was left, and its model is closed. */
    boolean ended() {
        return thread.isTerminated();
    }

    private void closeModel() {
        try {
            model.get().close();
        } catch (ExecutionException e) {
            LOG.debug("Nothing to close: it could not be opened", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("The device could not be left in order", e);
        }
    }

    /** As {@link #leave}, and waits for a while, but not for a device that hangs: that was waited for before. */
    @Override
    public void close() {
        leave();
        try {
            Duration patience = hangs ? Duration.ZERO : END;
            if (!thread.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("The device does not answer and is left behind: it ends with the process");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
