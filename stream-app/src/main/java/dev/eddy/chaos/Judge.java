package dev.eddy.chaos;

import dev.eddy.event.Prediction;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.Window;
import dev.eddy.topology.Predictions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Holds every prediction and every dead letter against what the same events give without Kafka: the same windows, the same
 * model, the same words. One thread, except for {@link #verdict()} and {@link #settled}.
 */
final class Judge {

    private static final int BATCH = 256;
    private static final int TOLD = 50;

    private final SequenceModel model;
    private final Predictions words;
    private final InputLog input;
    private final Watch watch;
    private final Consumer<String> complaints;
    private final Ledger[] windows;
    private final Ledger[] refusals;
    private final AtomicIntegerArray judged;
    private final Set<String> origins = new HashSet<>();
    private final Marks marks;
    private volatile Verdict verdict = Verdict.NONE;
    private int told;

    /** Judges what a model makes of the input; complaints say in words what is missing, twice or wrong. */
    Judge(SequenceModel model, InputLog input, Watch watch, Consumer<String> complaints) {
        this.model = model;
        this.watch = watch;
        this.words = new Predictions(model.manifest());
        this.input = input;
        this.complaints = complaints;
        this.marks = new Marks(input.keys());
        this.judged = new AtomicIntegerArray(input.keys());
        this.windows = new Ledger[input.keys()];
        this.refusals = new Ledger[input.keys()];
        for (int key = 0; key < input.keys(); key++) {
            windows[key] = new Ledger(input.script(), key, model.manifest());
            refusals[key] = new Ledger(input.script(), key, model.manifest());
        }
    }

    Watch watch() {
        return watch;
    }

    Verdict verdict() {
        return verdict;
    }

    /** Whether so many predictions of each key were judged, missing ones included. */
    boolean settled(int[] due) {
        return IntStream.range(0, due.length).allMatch(key -> judged.get(key) >= due[key]);
    }

    /** Judges predictions, those of one key in the order of the topic. */
    void predictions(Map<Integer, Queue<Prediction>> seen) {
        Map<Integer, Queue<Prediction>> left = new HashMap<>(seen);
        while (!left.isEmpty()) {
            expect(left.keySet());
            Iterator<Map.Entry<Integer, Queue<Prediction>>> each =
                    left.entrySet().iterator();
            while (each.hasNext()) {
                Map.Entry<Integer, Queue<Prediction>> entry = each.next();
                judge(entry.getKey(), entry.getValue());
                if (entry.getValue().isEmpty()) {
                    each.remove();
                }
            }
        }
    }

    /** Makes the next prediction of each of these keys, as far as the input goes. */
    private void expect(Iterable<Integer> keys) {
        List<Step> batch = new ArrayList<>(BATCH);
        for (int key : keys) {
            Ledger ledger = windows[key];
            if (ledger.expected == null) {
                Optional<Window> window = ledger.window(input.sent(key));
                window.ifPresent(it -> batch.add(new Step(Integer.toString(key), it, ledger.hidden())));
            }
            if (batch.size() == BATCH) {
                score(batch);
            }
        }
        score(batch);
    }

    private void score(List<Step> batch) {
        if (!batch.isEmpty()) {
            for (StepResult.Scored scored : model.step(batch)) {
                Ledger ledger = windows[Integer.parseInt(scored.step().key())];
                ledger.advance(scored.state());
                ledger.expected = words.of(scored);
            }
            batch.clear();
        }
    }

    private void judge(int key, Queue<Prediction> seen) {
        Prediction expected = windows[key].expected;
        Prediction found = seen.element();
        if (expected == null || place(found, expected) < 0) {
            again(key, seen.remove());
            return;
        }
        windows[key].expected = null;
        judged.incrementAndGet(key);
        if (place(found, expected) > 0) {
            add(new Verdict(0, 0, 1, 0, 0), key, "missing", expected);
        } else {
            compare(key, seen.remove(), expected);
        }
    }

    private void compare(int key, Prediction found, Prediction expected) {
        marks.add(key, mark(found));
        if (found.equals(expected)) {
            add(new Verdict(1, 0, 0, 0, 0));
            watch.waited(input.now() - input.when(key, windows[key].completedBy()));
        } else {
            add(new Verdict(0, 0, 0, 0, 1), key, "wrong (must be " + expected + ")", found);
        }
    }

    /** One that was there before must at least say the same again. */
    private void again(int key, Prediction found) {
        if (marks.contains(key, mark(found))) {
            add(new Verdict(0, 0, 0, 1, 0), key, "duplicate", found);
        } else {
            add(new Verdict(0, 0, 0, 0, 1), key, "without reason", found);
        }
    }

    private static int place(Prediction found, Prediction expected) {
        int epoch = Long.compare(found.getEpoch(), expected.getEpoch());
        return epoch != 0 ? epoch : Long.compare(found.getStep(), expected.getStep());
    }

    /**
     * Judges a dead letter; those of one key come in the order of the topic.
     *
     * @param key whose it is
     * @param reason why the event was refused
     * @param origin the place of that event in the input
     */
    void refusal(int key, String reason, String origin) {
        if (!origins.add(origin)) {
            add(new Verdict(0, 0, 0, 1, 0), key, "duplicate dead letter", reason + " of " + origin);
            return;
        }
        String expected = refusals[key].refusal(input.sent(key)).orElse("none");
        if (expected.equals(reason)) {
            add(new Verdict(0, 1, 0, 0, 0));
        } else {
            add(new Verdict(0, 0, 0, 0, 1), key, "wrong dead letter (must be " + expected + ")", reason);
        }
    }

    /** Whatever has not come by now is missing. */
    void end() {
        for (int key = 0; key < windows.length; key++) {
            Ledger ledger = windows[key];
            expect(List.of(key));
            while (ledger.expected != null) {
                add(new Verdict(0, 0, 1, 0, 0), key, "missing at the end", ledger.expected);
                ledger.expected = null;
                expect(List.of(key));
            }
            Optional<String> refusal = refusals[key].refusal(input.sent(key));
            while (refusal.isPresent()) {
                add(new Verdict(0, 0, 1, 0, 0), key, "missing dead letter", refusal.get());
                refusal = refusals[key].refusal(input.sent(key));
            }
        }
    }

    private void add(Verdict more) {
        verdict = verdict.plus(more);
    }

    private void add(Verdict more, int key, String what, Object record) {
        add(more);
        if (told++ < TOLD) {
            complaints.accept(Script.name(key) + " " + what + ": " + record);
        }
    }

    /** What was said of which window; of the many that there are only this is kept. */
    private static long mark(Prediction prediction) {
        long mark = 1;
        for (long part : new long[] {prediction.getEpoch(), prediction.getStep(), prediction.hashCode()}) {
            mark = (mark ^ part) * 0x9E3779B97F4A7C15L;
            mark ^= mark >>> 32;
        }
        return mark;
    }
}
