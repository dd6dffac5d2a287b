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
     * Cuts one recording; the tail that fills no window is left out.
     *
     * @param labelled the recording
     * @param spec how it is cut
     * @return its windows with the label of each one's last sample, -1 where it has none; possibly no windows
     */
    public static Steps cut(LabelledRecording labelled, WindowSpec spec) {
        List<Window> windows = windows(labelled.recording(), spec);
        int channels = labelled.recording().signal().channels();
        float[] values = new float[windows.size() * spec.length() * channels];
        int[] labels = new int[windows.size()];
        for (int i = 0; i < labels.length; i++) {
            float[] window = windows.get(i).values();
            System.arraycopy(window, 0, values, i * window.length, window.length);
            labels[i] = labelled.track().at(i * spec.hop() - spec.lead() + spec.length() - 1);
        }
        return new Steps(labelled.recording().key(), labelled.group(), values, labels);
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
