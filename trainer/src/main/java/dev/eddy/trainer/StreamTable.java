package dev.eddy.trainer;

import dev.eddy.model.ModelManifest;
import dev.eddy.signal.EpochSpec;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.trainer.data.DataSource;
import dev.eddy.trainer.data.Entry;
import dev.eddy.trainer.data.LabelledRecording;
import dev.eddy.trainer.export.ServedModel;
import dev.eddy.trainer.head.Answers;
import dev.eddy.trainer.head.ServedHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    /** A recording in the stream. */
    private record Clip(long startMicros, long endMicros, float label) {}

    /** A table in Markdown: a row per rule, a column per pause. */
    List<String> rows(List<String> rules, List<Double> pauses) {
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
        StreamAnswers answers = StreamAnswers.of(served, windows);
        List<float[]> raw = new ArrayList<>();
        List<float[]> truth = new ArrayList<>();
        for (Clip clip : clips) {
            answers.last(clip.startMicros, clip.endMicros).ifPresent(answer -> {
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
            int label = clip.track().at(length - 1);
            if (label >= 0) {
                clips.add(new Clip(micros(at), micros(at + length), label));
            }
            at += length;
            key.accept(new Samples(micros(at), new float[pause * signal().channels()], false));
            at += pause;
            windows.addAll(StreamAnswers.drained(key));
        }
        return windows;
    }

    private long micros(long sample) {
        return DataSource.START_MICROS + signal().micros(sample);
    }
}
