package dev.eddy.admin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys whose events were refused lately, and why. Any thread may call. */
final class RefusedKeys {

    private static final int MOST_KEYS = 1000;

    /** In the order of their last refusals. */
    private final Map<String, Entry> keys = new LinkedHashMap<>();

    /**
     * A key that was refused.
     *
     * @param times how often
     * @param lastMillis when, since 1970
     */
    record Entry(String key, String reason, String message, long times, long lastMillis) {}

    synchronized void put(String key, String reason, String message) {
        Entry before = keys.remove(key);
        long times = before == null ? 1 : before.times() + 1;
        keys.put(key, new Entry(key, reason, message, times, System.currentTimeMillis()));
        if (keys.size() > MOST_KEYS) {
            keys.remove(keys.keySet().iterator().next());
        }
    }

    /** Those with a text in their names, the latest first. */
    synchronized List<Entry> find(String text, int limit) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<Entry> newest = new ArrayList<>(keys.values());
        Collections.reverse(newest);
        return newest.stream()
                .filter(it -> it.key().toLowerCase(Locale.ROOT).contains(wanted))
                .limit(limit)
                .toList();
    }
}
