package dev.eddy.admin;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One open page, with a thread that writes to it and a queue that is as long as it may fall behind. */
final class LivePage {

    private static final Logger LOG = LoggerFactory.getLogger(LivePage.class);
    private static final int ROOM = 1024;

    /** Only by writing to a page is it found out that it was closed. */
    private static final long HEARTBEAT_SECONDS = 2;

    /** A line that browsers pass over. */
    private static final String HEARTBEAT = ": still here\n\n";

    private final AsyncContext request;
    private final Set<String> keys;
    private final Consumer<LivePage> gone;
    private final BlockingQueue<Supplier<String>> waiting = new ArrayBlockingQueue<>(ROOM);
    private final Thread thread = new Thread(this::send, "live-page");
    private volatile boolean open = true;

    LivePage(AsyncContext request, Set<String> keys, Consumer<LivePage> gone) {
        this.request = request;
        this.keys = keys;
        this.gone = gone;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean wants(String key) {
        return keys.contains(key);
    }

    /** False when the page has fallen too far behind. */
    boolean offer(String kind, Supplier<String> json) {
        return waiting.offer(() -> "event: " + kind + "\ndata: " + json.get() + "\n\n");
    }

    /** Its thread may be stuck in a write: it ends when the write does. */
    void stop() {
        open = false;
        waiting.clear();
        var unused = waiting.offer(() -> HEARTBEAT);
    }

    private void send() {
        try {
            OutputStream out = request.getResponse().getOutputStream();
            write(out, HEARTBEAT);
            while (open) {
                Supplier<String> next = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                write(out, next == null ? HEARTBEAT : next.get());
            }
            request.complete();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("A page has gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone.accept(this);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
