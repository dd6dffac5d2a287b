package dev.eddy.offline;

import dev.eddy.inference.Step;
import dev.eddy.recording.Recording;
import dev.eddy.rollout.Overlap;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.Window;
import dev.eddy.topology.Likeness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A recording in which one model takes over from another one, at places that come later and later, by each policy in turn:
 * what would be predicted next, as the stream would have it.
 *
 * <p>One thread.
 */
public final class TakeoverTrial {

    /** Nobody takes over. */
    static final String OLD = "no takeover";

    /** The model has been there from the first sample on. */
    static final String NEW = "new all along";

    private final KeyScorer before;
    private final KeyScorer after;
    private final Recording recording;
    private final Terms terms;
    private final KeyState old;
    private final KeyState ideal;
    private int place;

    /**
     * What is tried.
     *
     * @param windows of which the answers are wanted after each place
     * @param pasts that are replayed
     * @param overlap of a dual run, which no time ends
     */
    public record Terms(int windows, List<Duration> pasts, Overlap overlap) {}

    public TakeoverTrial(KeyScorer before, KeyScorer after, Recording recording, Terms terms) {
        this.before = before;
        this.after = after;
        this.recording = recording;
        this.terms = terms;
        this.old = before.fresh();
        this.ideal = after.fresh();
    }

    /** What each policy leads to at a sample, which must not be before the last one that was asked for. */
    public Map<String, List<KeyScorer.Told>> at(int sample) {
        before.hear(old, samples(place, sample));
        after.hear(ideal, samples(place, sample));
        place = sample;
        float[] initial = after.layout().initial();
        Map<String, List<KeyScorer.Told>> all = new LinkedHashMap<>();
        all.put(OLD, next(before, before.copy(old)));
        if (after.layout().fits(before.layout())) {
            all.put("carry", next(after, before.copy(old).handedOver(initial, old.hidden())));
        }
        all.put("reset", next(after, before.copy(old).restarted(after.layout().window(), initial)));
        if (after.layout().cutsAs(before.layout())) {
            for (Duration past : terms.pasts()) {
                all.put("replay:" + text(past), next(after, replayed(past, initial)));
            }
            all.put("dual-run", dualRun(initial));
        }
        all.put(NEW, next(after, after.copy(ideal)));
        return all;
    }

    private static String text(Duration past) {
        return past.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    /** The windows that the next samples complete. */
    private List<KeyScorer.Told> next(KeyScorer model, KeyState key) {
        List<KeyScorer.Told> scored = new ArrayList<>(model.score(key));
        scored.addAll(model.hear(key, coming(model)));
        return scored.subList(0, Math.min(terms.windows(), scored.size()));
    }

    private Samples coming(KeyScorer model) {
        int length = model.layout().window().length();
        int wanted = length + terms.windows() * model.layout().window().hop();
        return samples(place, Math.min(recording.length(), place + wanted));
    }

    private KeyState replayed(Duration past, float[] initial) {
        KeyState key = before.copy(old);
        int from = Math.max(0, place - (int) recording.signal().samples(past.toNanos() / 1000));
        Optional<KeyState> again = key.joined(micros(from), initial);
        if (again.isEmpty()) {
            return key.handedOver(initial, initial);
        }
        after.hear(again.get(), samples(from, place));
        return key.handedOver(initial, key.standsAs(again.get()) ? again.get().hidden() : initial);
    }

    private List<KeyScorer.Told> dualRun(float[] initial) {
        List<KeyScorer.Told> told = new ArrayList<>();
        float[] hidden = initial;
        int agreed = 0;
        for (KeyScorer.Told theirs : next(before, before.copy(old))) {
            Window window = theirs.scored().step().window();
            KeyScorer.Told ours = after.step(new Step("", window, window.initial() ? initial : hidden));
            hidden = ours.scored().state();
            agreed = window.initial() ? Overlap.ALWAYS : agreed;
            told.add(terms.overlap().leads(agreed) ? ours : theirs);
            agreed = terms.overlap().count(agreed, Likeness.difference(ours.scored(), theirs.scored()));
        }
        return told;
    }

    private Samples samples(int from, int to) {
        int channels = recording.signal().channels();
        return new Samples(micros(from), Arrays.copyOfRange(recording.values(), from * channels, to * channels), false);
    }

    private long micros(int sample) {
        return recording.startMicros() + recording.signal().micros(sample);
    }
}
