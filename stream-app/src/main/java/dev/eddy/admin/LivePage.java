package dev.eddy.admin;

import io.javalin.http.BadRequestResponse;
import io.javalin.http.sse.SseClient;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One open page, with a thread that writes to it and a queue that is as long as it may fall behind. */
final class LivePage {

    private static final int ROOM = 1024;
    private static final int MOST_KEYS = 24;

    /** Only by writing to a page is it found out that it was closed. */
    private static final long HEARTBEAT_SECONDS = 2;

    private final SseClient client;
    private final Set<String> keys;
    private final Consumer<LivePage> gone;
    private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(ROOM);
    private final Thread thread = new Thread(this::send, "live-page");
    private volatile boolean open = true;

    private record Message(String kind, Supplier<String> json) {}

    LivePage(SseClient client, Set<String> keys, Consumer<LivePage> gone) {
        if (keys.size() > MOST_KEYS) {
            throw new BadRequestResponse(
                    "a page must ask for at most " + MOST_KEYS + " keys but asked for " + keys.size());
        }
        this.client = client;
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
        return waiting.offer(new Message(kind, json));
    }

    /** Its thread may be stuck in a write: it ends when the write does. */
    void stop() {
        open = false;
        thread.interrupt();
    }

    private void send() {
        try {
            client.sendEvent("keys", Integer.toString(keys.size()));
            while (open && !client.terminated()) {
                Message next = waiting.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    client.sendComment("still here");
                } else {
                    client.sendEvent(next.kind(), next.json().get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            gone.accept(this);
            client.close();
        }
    }
}
