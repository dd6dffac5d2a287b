package dev.eddy.admin;

import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the live pages see. A page says which keys it looks at and is sent those alone, as server-sent events; of all other
 * keys only the last prediction is known, for its search. Any thread may call, and is never held up by a page: one that
 * does not keep up is dropped, and comes back by itself.
 */
public final class LiveFeed implements AutoCloseable {

    /** Each page has a thread of its own. */
    private static final int MOST_PAGES = 32;

    private static final int MOST_FOUND = 200;
    private static final int MOST_REFUSED = 20;

    private final Set<LivePage> pages = ConcurrentHashMap.newKeySet();
    private final KeyRoster roster = new KeyRoster();
    private final RefusedKeys refused = new RefusedKeys();
    private volatile boolean watched;

    /**
     * Whether anybody looks.
     *
     * @return true when at least one page is open
     */
    public boolean watched() {
        return watched;
    }

    /**
     * Whether anybody looks at this key.
     *
     * @param key of a stream
     * @return true when a page has asked for it
     */
    public boolean wanted(String key) {
        for (LivePage page : pages) {
            if (page.wants(key)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Remembers the last prediction of a key, wanted or not.
     *
     * @param key of a stream
     * @param last what was predicted
     */
    public void seen(String key, Last last) {
        roster.put(key, last);
    }

    /**
     * Remembers that a key's event was refused, whether anybody looks or not: who asks why it is silent asks later.
     *
     * @param key of a stream, or empty
     * @param reason one word
     * @param message what was wrong and what to do
     */
    public void refused(String key, String reason, String message) {
        refused.put(key, reason, message);
    }

    /**
     * The last prediction of a key.
     *
     * @param label the most probable one, or empty
     * @param score of the label, or the first output
     * @param endMicros of the window, since 1970
     */
    public record Last(String label, float score, long endMicros) {}

    /**
     * Shows something to the pages that look at the key.
     *
     * @param key of a stream
     * @param kind the name of the event
     * @param json makes one JSON object, later and on another thread
     */
    public void publish(String key, String kind, Supplier<String> json) {
        for (LivePage page : pages) {
            if (page.wants(key) && !page.offer(kind, json)) {
                forget(page);
            }
        }
    }

    /** What a search found. */
    record Found(int known, long found, List<KeyRoster.Entry> keys, List<RefusedKeys.Entry> refused) {}

    boolean full() {
        return pages.size() >= MOST_PAGES;
    }

    synchronized void open(AsyncContext request, Set<String> keys) {
        LivePage page = new LivePage(request, keys, this::forget);
        pages.add(page);
        watched = true;
        page.start();
    }

    /** The keys with a text in their names, predicted and refused ones, as JSON. */
    void find(Context context) {
        String text = context.queryParamAsClass("search", String.class).getOrDefault("");
        int limit = context.queryParamAsClass("limit", Integer.class).getOrDefault(MOST_FOUND);
        KeyRoster.Answer answer = roster.find(text, Math.max(0, Math.min(limit, MOST_FOUND)));
        context.json(new Found(answer.known(), answer.found(), answer.keys(), refused.find(text, MOST_REFUSED)));
    }

    private synchronized void forget(LivePage page) {
        if (pages.remove(page)) {
            page.stop();
        }
        watched = !pages.isEmpty();
        if (!watched) {
            roster.clear();
        }
    }

    @Override
    public void close() {
        pages.forEach(this::forget);
    }
}
