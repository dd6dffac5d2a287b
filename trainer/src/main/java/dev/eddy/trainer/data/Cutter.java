package dev.eddy.trainer.data;

import dev.eddy.recording.Recording;
import dev.eddy.signal.KeyState;
import dev.eddy.signal.Samples;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts recordings into steps with the knife of the stream app. */
public final class Cutter {

    private static final float[] NO_STATE = {};

    private Cutter() {}

    /**
     * Cuts one recording, which is an event: the tail that fills no window is left out, or flushed as the spec says.
     *
     * @param labelled the recording
     * @param spec how it is cut
     * @param truth what each step is compared with
     * @return a run of steps for each time that it starts from the initial hidden state, with what is known of each
     *     window's last sample; possibly none
     */
    public static List<Steps> cut(LabelledRecording labelled, WindowSpec spec, Truth truth) {
        List<List<Window>> runs = new ArrayList<>();
        for (Window window : windows(labelled.recording(), spec)) {
            if (window.initial() || runs.isEmpty()) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(window);
        }
        return runs.stream().map(run -> steps(labelled, run, truth)).toList();
    }

    private static Steps steps(LabelledRecording labelled, List<Window> windows, Truth truth) {
        Recording recording = labelled.recording();
        int size = windows.get(0).values().length;
        float[] values = new float[windows.size() * size];
        int[] labels = new int[windows.size()];
        float[] known = new float[windows.size() * truth.size()];
        for (int i = 0; i < labels.length; i++) {
            long end = recording.signal().samples(windows.get(i).endMicros() - recording.startMicros());
            int last = (int) Math.min(end, recording.length()) - 1;
            System.arraycopy(windows.get(i).values(), 0, values, i * size, size);
            labels[i] = labelled.track().at(last);
            truth.write(labelled, last, known, i * truth.size());
        }
        return new Steps(recording.key(), labelled.group(), values, labels, known);
    }

    private static List<Window> windows(Recording recording, WindowSpec spec) {
        KeyState key = new KeyState(recording.signal(), spec, NO_STATE);
        key.accept(new Samples(recording.startMicros(), recording.values(), true));
        List<Window> windows = new ArrayList<>();
        for (Optional<Window> window = key.begin(); window.isPresent(); window = key.begin()) {
            windows.add(window.get());
            key.skip();
        }
        return windows;
    }
}
