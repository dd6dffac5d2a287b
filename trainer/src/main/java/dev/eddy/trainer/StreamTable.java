package dev.eddy.trainer;

import dev.eddy.model.ModelManifest;
import dev.eddy.model.OutputSpec;
import dev.eddy.signal.EpochSpec;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Entry;
import dev.eddy.trainer.data.LabelledRecording;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.head.Answers;
import dev.eddy.trainer.head.ServedHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many recordings a model gets right that come end to end in one stream, by the rule that ends epochs. A recording is
 * right if the last window that ends within it is; one in which no window ends is wrong.
 *
 * @param served a classifier
 * @param head judges it
 * @param entries the recordings, in the order of the stream
 */
record StreamTable(ServedModel served, ServedHead head, List<Entry> entries) {

    private static final long START_MICROS = 1_700_000_000_000_000L;

    /** A recording in the stream. */
    private record Clip(long startMicros, long endMicros, float label) {}

    /** What the model said at the end of a window. */
    private record Said(long endMicros, float[] answer) {}

    /** A table in Markdown: a row per rule, a column per pause. */
    List<String> rows(List<String> rules, List<Double> pauses) {
        OutputSpec.Kind kind = head.outputs().get(0).kind();
        Problems problems = new Problems("--end-to-end");
        problems.require(
                kind == OutputSpec.Kind.CLASSIFICATION,
                "it must be a classification that is judged but the model's first output is a %s; leave --end-to-end out"
                        .formatted(kind));
        problems.throwIfAny();
        List<String> rows = new ArrayList<>();
        rows.add("| epochs end by | "
                + pauses.stream().map("pause %s s"::formatted).collect(Collectors.joining(" | ")) + " |");
        rows.add("|---|" + "---|".repeat(pauses.size()));
        for (String rule : rules) {
            EpochSpec epochs = EpochSpec.parse(rule)
                    .withCarried(served.manifest().window().epochs().carried());
            rows.add("| %s | %s |"
                    .formatted(
                            rule,
                            pauses.stream().map(pause -> cell(epochs, pause)).collect(Collectors.joining(" | "))));
        }
        return rows;
    }

    private String cell(EpochSpec epochs, double pause) {
        List<Clip> clips = new ArrayList<>();
        List<Window> windows = windows(epochs, (int) Math.rint(pause * signal().sampleRate()), clips);
        List<Said> said = said(windows);
        List<float[]> raw = new ArrayList<>();
        List<float[]> truth = new ArrayList<>();
        for (Clip clip : clips) {
            last(said, clip).ifPresent(answer -> {
                raw.add(answer);
                truth.add(new float[] {clip.label});
            });
        }
        double right =
                raw.isEmpty() ? 0 : head.judge(Answers.of(raw, truth)).metrics().getOrDefault("accuracy", Double.NaN);
        return String.format(Locale.ROOT, "%.1f %%", 100 * right * raw.size() / clips.size());
    }

    private SignalSpec signal() {
        return served.manifest().signal();
    }

    /** Cuts the stream as it is served. */
    private List<Window> windows(EpochSpec epochs, int pause, List<Clip> clips) {
        ModelManifest manifest = served.manifest();
        KeyState key = new KeyState(signal(), manifest.window().withEpochs(epochs), manifest.initialState());
        List<Window> windows = new ArrayList<>();
        long at = 0;
        for (Entry entry : entries) {
            LabelledRecording clip = entry.open();
            int length = clip.recording().length();
            key.accept(new Samples(micros(at), clip.recording().values(), true));
            clips.add(new Clip(micros(at), micros(at + length), clip.track().at(length - 1)));
            at += length;
            key.accept(new Samples(micros(at), new float[pause * signal().channels()], false));
            at += pause;
            for (Optional<Window> next = key.begin(); next.isPresent(); next = key.begin()) {
                windows.add(next.get());
                key.skip();
            }
        }
        return windows;
    }

    private long micros(long sample) {
        return START_MICROS + signal().micros(sample);
    }

    private List<Said> said(List<Window> windows) {
        List<List<Window>> runs = new ArrayList<>();
        for (Window window : windows) {
            if (window.initial()) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(window);
        }
        List<float[]> answers =
                served.answers(runs.stream().map(StreamTable::values).toList());
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            int width = answers.get(i).length / runs.get(i).size();
            for (int step = 0; step < runs.get(i).size(); step++) {
                float[] answer = new float[width];
                System.arraycopy(answers.get(i), step * width, answer, 0, width);
                said.add(new Said(runs.get(i).get(step).endMicros(), answer));
            }
        }
        return said;
    }

    private static float[] values(List<Window> run) {
        int size = run.get(0).values().length;
        float[] values = new float[run.size() * size];
        for (int i = 0; i < run.size(); i++) {
            System.arraycopy(run.get(i).values(), 0, values, i * size, size);
        }
        return values;
    }

    private static Optional<float[]> last(List<Said> said, Clip clip) {
        return said.stream()
                .filter(it -> it.endMicros > clip.startMicros && it.endMicros <= clip.endMicros)
                .reduce((earlier, later) -> later)
                .map(Said::answer);
    }
}
