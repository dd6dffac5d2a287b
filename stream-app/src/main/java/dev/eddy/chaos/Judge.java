package dev.eddy.chaos;

import dev.eddy.event.Prediction;
import dev.eddy.inference.SequenceModel;
import dev.eddy.inference.Step;
import dev.eddy.inference.StepResult;
import dev.eddy.signal.Window;
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
    private final Wording words;
    private final Lineup lineup;
    private final Shadows shadows;
    private final InputLog input;
    private final Watch watch;
    private final Consumer<String> complaints;
    private final Ledger[] windows;
    private final Ledger[] refusals;
    private final AtomicIntegerArray judged;
    private final Set<String> origins = new HashSet<>();
    private final Marks marks;
    private volatile Verdict verdict = Verdict.NONE;
    private long shadowed;
    private int told;

    /** Judges what a model makes of the input; complaints say in words what is missing, twice or wrong. */
    Judge(SequenceModel model, InputLog input, Watch watch, Consumer<String> complaints) {
        this.model = model;
        this.watch = watch;
        this.words = new Wording(model.manifest());
        this.lineup = new Lineup(model.manifest().version(), input.keys());
        this.shadows = new Shadows(model, words, new OfShadows(), input.keys());
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

    /** Which model must score which event; to be told the signals before the predictions that they gave. */
    Lineup lineup() {
        return lineup;
    }

    Verdict verdict() {
        return verdict;
    }

    /** How many predictions of models that were tried were as they must be. */
    long shadowed() {
        return shadowed;
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
                ledger.expected = scored;
            }
            batch.clear();
        }
    }

    private void judge(int key, Queue<Prediction> seen) {
        StepResult.Scored next = windows[key].expected;
        Prediction found = seen.element();
        if (next == null || place(found, next.step().window()) < 0) {
            again(key, seen.remove());
            return;
        }
        Prediction expected = take(key, next);
        judged.incrementAndGet(key);
        if (place(found, next.step().window()) > 0) {
            add(new Verdict(0, 0, 1, 0, 0), key, "missing", expected);
        } else {
            compare(key, seen.remove(), expected);
        }
    }

    /** The prediction that must come next, in the words of the model that must score its window. */
    private Prediction take(int key, StepResult.Scored next) {
        windows[key].expected = null;
        Lineup.Cast cast = lineup.at(key, windows[key].completedBy());
        if (cast.trial() != null) {
            shadows.offer(key, next.step().window(), cast.trial());
        }
        return words.by(cast.version()).of(next);
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

    private static int place(Prediction found, Window expected) {
        int epoch = Long.compare(found.getEpoch(), expected.epoch());
        return epoch != 0 ? epoch : Long.compare(found.getStep(), expected.step());
    }

    /** Judges a prediction of a model that is tried; those of one key come in the order of their topic. */
    void shadow(int key, Prediction found) {
        shadows.hear(key, found);
    }

    /** Judges a dead letter that belongs to no key: an order that could not be followed. */
    void refusal(String reason) {
        add(new Verdict(0, 0, 0, 0, 1));
        complain("an order must be followed but was not: " + reason);
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

    /** Whatever has not come by now is missing; every partition must have been given the same orders. */
    void end() {
        for (int key = 0; key < windows.length; key++) {
            Ledger ledger = windows[key];
            expect(List.of(key));
            for (StepResult.Scored next = ledger.expected; next != null; next = ledger.expected) {
                Prediction expected = words.by(model.manifest().version()).of(next);
                add(new Verdict(0, 0, 1, 0, 0), key, "missing at the end", expected);
                ledger.expected = null;
                expect(List.of(key));
            }
            Optional<String> refusal = refusals[key].refusal(input.sent(key));
            while (refusal.isPresent()) {
                add(new Verdict(0, 0, 1, 0, 0), key, "missing dead letter", refusal.get());
                refusal = refusals[key].refusal(input.sent(key));
            }
        }
        shadows.end();
        if (!lineup.agrees()) {
            add(new Verdict(0, 0, 0, 0, 1));
            complain("every partition must be given the same orders but they differ");
        }
    }

    private void add(Verdict more) {
        verdict = verdict.plus(more);
    }

    private void add(Verdict more, int key, String what, Object record) {
        add(more);
        complain(Script.name(key) + " " + what + ": " + record);
    }

    private void complain(String what) {
        if (told++ < TOLD) {
            complaints.accept(what);
        }
    }

    private final class OfShadows implements Shadows.Findings {

        @Override
        public void right() {
            shadowed++;
        }

        @Override
        public void again(int key, Prediction found) {
            add(new Verdict(0, 0, 0, 1, 0), key, "duplicate in the shadow", found);
        }

        @Override
        public void missing(int key, Prediction expected) {
            add(new Verdict(0, 0, 1, 0, 0), key, "missing in the shadow", expected);
        }

        @Override
        public void wrong(int key, Prediction found, String otherwise) {
            add(new Verdict(0, 0, 0, 0, 1), key, "wrong in the shadow (must be " + otherwise + ")", found);
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
