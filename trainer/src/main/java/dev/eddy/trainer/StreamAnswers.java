package dev.eddy.trainer;

import dev.eddy.signal.KeyState;
import dev.eddy.signal.Window;
import dev.eddy.trainer.export.ServedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a model file says to one stream, cut as it is served.
 *
 * @param said at the end of each window, in the order of time
 */
record StreamAnswers(List<Said> said) {

    /** All outputs of a step side by side. */
    private record Said(long endMicros, float[] answer) {}

    /** Takes all windows out of a key. */
    static List<Window> drained(KeyState key) {
        List<Window> windows = new ArrayList<>();
        for (Optional<Window> next = key.begin(); next.isPresent(); next = key.begin()) {
            windows.add(next.get());
            key.skip();
        }
        return windows;
    }

    /** Lets a model answer to windows of one key, with the hidden state that it would have. */
    static StreamAnswers of(ServedModel served, List<Window> windows) {
        List<List<Window>> runs = new ArrayList<>();
        for (Window window : windows) {
            if (window.initial()) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(window);
        }
        List<float[]> answers =
                served.answers(runs.stream().map(StreamAnswers::values).toList());
        List<Said> said = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            int width = answers.get(i).length / runs.get(i).size();
            for (int step = 0; step < runs.get(i).size(); step++) {
                float[] answer = Arrays.copyOfRange(answers.get(i), step * width, (step + 1) * width);
                said.add(new Said(runs.get(i).get(step).endMicros(), answer));
            }
        }
        return new StreamAnswers(said);
    }

    private static float[] values(List<Window> run) {
        int size = run.get(0).values().length;
        float[] values = new float[run.size() * size];
        for (int i = 0; i < run.size(); i++) {
            System.arraycopy(run.get(i).values(), 0, values, i * size, size);
        }
        return values;
    }

    /** The answer of the last window that ends after some time and not after another. */
    Optional<float[]> last(long fromMicros, long toMicros) {
        return said.stream()
                .filter(it -> it.endMicros > fromMicros && it.endMicros <= toMicros)
                .reduce((earlier, later) -> later)
                .map(Said::answer);
    }
}
