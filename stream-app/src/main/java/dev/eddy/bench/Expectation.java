package dev.eddy.bench;

import dev.eddy.event.Outputs;
import dev.eddy.event.Prediction;
import dev.eddy.inference.Probe;
import dev.eddy.recording.Recording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the predictions must be: how many in all, and for some keys each of them as it is without Kafka.
 *
 * @param total predictions of all keys
 * @param recordings the samples of some keys
 * @param known the predictions of those keys, in order
 * @param tolerance how far outputs may be off, as a share where they are greater than 1; 0 where all is equal to the bit
 */
record Expectation(long total, List<Recording> recordings, Map<String, List<Prediction>> known, double tolerance) {

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
        return new Expectation(load.windows(), recordings, known, 0);
    }

    /** What is wrong with a number of predictions; empty if nothing. */
    String fault(long count) {
        return count == total ? "" : count + " predictions instead of " + total;
    }

    /** What is wrong with predictions, some of which were kept; empty if nothing. */
    String fault(long count, Map<String, List<Prediction>> kept) {
        boolean right = tolerance == 0 ? known.equals(kept) : isNear(kept);
        return count == total && !right ? "predictions differ from those scored offline" : fault(count);
    }

    /** The same of predictions whose outputs need not be equal to the bit. */
    Expectation within(double other) {
        return new Expectation(total, recordings, known, other);
    }

    private boolean isNear(Map<String, List<Prediction>> kept) {
        return known.entrySet().stream()
                .allMatch(it -> areNear(it.getValue(), kept.getOrDefault(it.getKey(), List.of())));
    }

    private boolean areNear(List<Prediction> some, List<Prediction> others) {
        return some.size() == others.size()
                && IntStream.range(0, some.size()).allMatch(i -> isNear(some.get(i), others.get(i)));
    }

    private boolean isNear(Prediction one, Prediction other) {
        float[] values = Outputs.of(one);
        float[] others = Outputs.of(other);
        return one.getEpoch() == other.getEpoch()
                && one.getStep() == other.getStep()
                && one.getWindowStart().equals(other.getWindowStart())
                && values.length == others.length
                && Probe.distance(values, others) <= tolerance;
    }
}
