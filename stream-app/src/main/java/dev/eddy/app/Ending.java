package dev.eddy.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes of Ctrl-C and SIGTERM a wish: the process stays until whoever was told of it is done, which is when this is closed,
 * but for half a minute at most. Any thread may ask.
 */
final class Ending implements AutoCloseable {

    private static final long MOST_SECONDS = 30;

    private final CountDownLatch wished = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    private Ending() {}

    static Ending onSignal() {
        Ending ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(ending::wish, "shutdown"));
        return ending;
    }

    private void wish() {
        wished.countDown();
        try {
            var unused = done.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is time to end. */
    boolean wished() {
        return wished.getCount() == 0;
    }

    @Override
    public void close() {
        done.countDown();
    }
}
