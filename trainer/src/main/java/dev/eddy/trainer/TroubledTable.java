package dev.eddy.trainer;

import dev.eddy.model.ModelManifest;
import dev.eddy.recording.Recording;
import dev.eddy.signal.GapFill;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.data.Entry;
import dev.eddy.trainer.data.LabelledRecording;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.head.Answers;
import dev.eddy.trainer.head.ServedHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How often a model is right although samples are lost, repeated and out of order, by what is done about gaps. It is asked at
 * the end of every hop but the first of each recording; what counts is the newest answer, if that is no older than a hop.
 *
 * @param served a classifier
 * @param head judges it
 * @param entries the recordings, each a key of its own
 */
record TroubledTable(ServedModel served, ServedHead head, List<Entry> entries) {

    private static final double MICROS = 1e6;

    /** How recordings come, and how they are taken in. */
    private record Case(TroubledStream trouble, WindowSpec window, long graceMicros) {}

    /** The answers that came, with the truth, and how often none came. */
    private record Tally(List<float[]> raw, List<float[]> truth, int[] silent) {}

    /** A table in Markdown. */
    List<String> rows(TroubledStream trouble) {
        WindowSpec fitted = served.manifest().window();
        int longest = (int) Math.max(1, Math.rint(trouble.within() * signal().sampleRate()));
        List<String> rows = new ArrayList<>();
        rows.add("| gaps | lost | lost, repeated and shuffled, with grace | without grace |");
        rows.add("|---|---|---|---|");
        rows.add("| nothing is lost | %s | | |".formatted(cell(new Case(new TroubledStream(0, 0), fitted, 0))));
        rows.add(row("reset", gaps(fitted, 0, fitted.fill()), trouble));
        for (GapFill fill : fills(fitted)) {
            rows.add(row(fill.name().toLowerCase(Locale.ROOT), gaps(fitted, longest, fill), trouble));
        }
        return rows;
    }

    /** A model that is told which samples were made up wants to be told, and another one cannot be. */
    private static List<GapFill> fills(WindowSpec fitted) {
        return fitted.fill() == GapFill.MASK ? List.of(GapFill.MASK) : List.of(GapFill.HOLD, GapFill.LINEAR);
    }

    private static WindowSpec gaps(WindowSpec window, int longest, GapFill fill) {
        return new WindowSpec(
                window.length(), window.hop(), window.lead(), longest, fill, window.flush(), window.epochs());
    }

    private String row(String name, WindowSpec window, TroubledStream trouble) {
        long grace = (long) (trouble.within() * MICROS) + 2 * signal().micros(1);
        return "| %s | %s | %s | %s |"
                .formatted(
                        name,
                        cell(new Case(new TroubledStream(trouble.share(), 0), window, 0)),
                        cell(new Case(trouble, window, grace)),
                        cell(new Case(trouble, window, 0)));
    }

    private SignalSpec signal() {
        return served.manifest().signal();
    }

    private String cell(Case way) {
        Tally tally = new Tally(new ArrayList<>(), new ArrayList<>(), new int[1]);
        long seed = 0;
        for (Entry entry : entries) {
            ask(entry.open(), way, seed++, tally);
        }
        int answered = tally.raw.size();
        int asked = answered + tally.silent[0];
        double accuracy = answered == 0
                ? 0
                : head.judge(Answers.of(tally.raw, tally.truth)).metrics().getOrDefault("accuracy", Double.NaN);
        String right = String.format(Locale.ROOT, "%.1f %%", 100 * accuracy * answered / asked);
        return answered == asked
                ? right
                : right + String.format(Locale.ROOT, " (%.1f %% answered)", 100.0 * answered / asked);
    }

    private void ask(LabelledRecording labelled, Case way, long seed, Tally tally) {
        ModelManifest manifest = served.manifest();
        Recording recording = labelled.recording();
        KeyState key = new KeyState(signal(), way.window, manifest.initialState(), way.graceMicros);
        for (Samples samples : way.trouble.of(recording, seed)) {
            key.accept(samples);
        }
        key.release();
        StreamAnswers answers = StreamAnswers.of(served, StreamAnswers.drained(key));
        int hop = way.window.hop();
        for (int end = 2 * hop; end <= recording.length(); end += hop) {
            int label = labelled.track().at(end - 1);
            if (label < 0) {
                continue;
            }
            long from = recording.startMicros() + signal().micros(end - hop);
            answers.last(from, recording.startMicros() + signal().micros(end))
                    .ifPresentOrElse(
                            answer -> {
                                tally.raw.add(answer);
                                tally.truth.add(new float[] {label});
                            },
                            () -> tally.silent[0]++);
        }
    }
}
