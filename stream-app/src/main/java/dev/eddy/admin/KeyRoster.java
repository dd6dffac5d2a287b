package dev.eddy.admin;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The keys that were predicted while somebody looked, and their last predictions. Any thread may call. */
final class KeyRoster {

    private static final int MOST_KEYS = 100_000;

    private final Map<String, LiveFeed.Last> keys = new ConcurrentHashMap<>();

    /**
     * What was found.
     *
     * @param known how many keys there are
     * @param found how many of them fit
     * @param keys the first of those, by name
     */
    record Answer(int known, long found, List<Entry> keys) {}

    /** A key with its last prediction. */
    record Entry(String key, LiveFeed.Last last) {}

    void put(String key, LiveFeed.Last last) {
        if (keys.size() < MOST_KEYS || keys.containsKey(key)) {
            keys.put(key, last);
        }
    }

    Answer find(String text, int limit) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<Entry> found = keys.entrySet().stream()
                .filter(it -> it.getKey().toLowerCase(Locale.ROOT).contains(wanted))
                .map(it -> new Entry(it.getKey(), it.getValue()))
                .toList();
        List<Entry> first = found.stream()
                .sorted(Comparator.comparing(Entry::key))
                .limit(limit)
                .toList();
        return new Answer(keys.size(), found.size(), first);
    }

    void clear() {
        keys.clear();
    }
}
