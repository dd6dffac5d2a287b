package dev.eddy.admin;

import io.javalin.http.sse.SseClient;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the live pages see: each message goes to every page that is open at that moment, as a server-sent event. Any thread
 * may call.
 */
public final class LiveFeed {

    private final Set<SseClient> pages = ConcurrentHashMap.newKeySet();

    /**
     * Shows something.
     *
     * @param kind the name of the event, {@code signal} or {@code prediction}
     * @param json one JSON object
     */
    public void publish(String kind, String json) {
        pages.removeIf(SseClient::terminated);
        pages.forEach(page -> page.sendEvent(kind, json));
    }

    /**
     * Whether anybody looks.
     *
     * @return true when at least one page is open
     */
    public boolean watched() {
        return !pages.isEmpty();
    }

    void open(SseClient page) {
        page.keepAlive();
        page.onClose(() -> pages.remove(page));
        pages.add(page);
    }

    void close() {
        pages.forEach(SseClient::close);
        pages.clear();
    }
}
