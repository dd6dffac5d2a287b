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
     * @return its windows with what is known of each one's last sample, possibly none
     */
    public static Steps cut(LabelledRecording labelled, WindowSpec spec, Truth truth) {
        List<Window> windows = windows(labelled.recording(), spec);
        int size = spec.length() * labelled.recording().signal().channels();
        float[] values = new float[windows.size() * size];
        int[] labels = new int[windows.size()];
        float[] known = new float[windows.size() * truth.size()];
        for (int i = 0; i < labels.length; i++) {
            int end = i * spec.hop() - spec.lead() + spec.length();
            int last = Math.min(end, labelled.recording().length()) - 1;
            System.arraycopy(windows.get(i).values(), 0, values, i * size, size);
            labels[i] = labelled.track().at(last);
            truth.write(labelled, last, known, i * truth.size());
        }
        return new Steps(labelled.recording().key(), labelled.group(), values, labels, known);
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
