package dev.eddy.bench;

import dev.eddy.event.Prediction;
import dev.eddy.recording.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the predictions must be: how many in all, and for some keys each of them as it is without Kafka.
 *
 * @param total predictions of all keys
 * @param recordings the samples of some keys
 * @param known the predictions of those keys, in order
 */
record Expectation(long total, List<Recording> recordings, Map<String, List<Prediction>> known) {

    private static final int KNOWN_KEYS = 16;

    static Expectation of(Load load, Bench.Offline offline) {
        int some = Math.min(KNOWN_KEYS, load.keys());
        List<Recording> recordings = new ArrayList<>();
        for (int i = 0; i < some; i++) {
            recordings.add(load.recording(i * (load.keys() / some)));
        }
        Map<String, List<Prediction>> known = new HashMap<>();
        offline.score(recordings, (key, prediction) -> known.computeIfAbsent(key, unknown -> new ArrayList<>())
                .add(prediction));
        return new Expectation(load.windows(), recordings, known);
    }

    /** What is wrong with a number of predictions; empty if nothing. */
    String fault(long count) {
        return count == total ? "" : count + " predictions instead of " + total;
    }

    /** What is wrong with predictions, some of which were kept; empty if nothing. */
    String fault(long count, Map<String, List<Prediction>> kept) {
        return count == total && !known.equals(kept) ? "predictions differ from those scored offline" : fault(count);
    }
}
