package dev.eddy.rollout;

import dev.eddy.model.ModelManifest;
import dev.eddy.model.StateSpec;
import dev.eddy.signal.KeyStateCodec;
import dev.eddy.signal.Samples;
import dev.eddy.signal.SignalSpec;
import dev.eddy.signal.Window;
import dev.eddy.signal.WindowSpec;
import java.util.Arrays;
import java.util.List;

/**
 * What of a model decides about the state of a key.
 *
 * @param signal what it listens to
 * @param window how it wants that cut
 * @param states its hidden state
 */
public record Layout(SignalSpec signal, WindowSpec window, List<StateSpec> states) {

    /** Copies the list. */
    public Layout {
        states = List.copyOf(states);
    }

    /**
     * That of a model.
     *
     * @param manifest of the model
     * @return its layout
     */
    public static Layout of(ModelManifest manifest) {
        return new Layout(manifest.signal(), manifest.window(), manifest.states());
    }

    /**
     * Whether a key keeps its place in the stream under the other model: windows are cut at the same samples.
     *
     * @param other model
     * @return true where signal and window are the same
     */
    public boolean cutsAs(Layout other) {
        return signal.equals(other.signal) && window.equals(other.window);
    }

    /**
     * Whether a hidden state fits the other model: as many tensors, of the same names and shapes.
     *
     * @param other model
     * @return true where it fits; whether it means the same, nobody can tell by that
     */
    public boolean fits(Layout other) {
        return cutsAs(other) && names().equals(other.names());
    }

    private List<String> names() {
        return states.stream().map(it -> it.input() + it.shape()).toList();
    }

    /**
     * The hidden state at the start of every epoch.
     *
     * @return a new array
     */
    public float[] initial() {
        float[] initial = new float[states.stream().mapToInt(StateSpec::size).sum()];
        int at = 0;
        for (StateSpec state : states) {
            Arrays.fill(initial, at, at + state.size(), state.initial());
            at += state.size();
        }
        return initial;
    }

    /**
     * How many values a window has.
     *
     * @return its samples, times what the model is given of each
     */
    public int windowValues() {
        return window.length() * window.given(signal).channels();
    }

    /**
     * A window as samples again, so that they can be sent once more.
     *
     * @param cut a window of this layout
     * @return its samples, without what only the model is told
     */
    public Samples samples(Window cut) {
        int channels = signal.channels();
        int width = window.given(signal).channels();
        float[] values = new float[window.length() * channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = cut.values()[i / channels * width + i % channels];
        }
        return new Samples(Math.max(0, cut.startMicros()), values, false);
    }

    /**
     * How states of this layout are written.
     *
     * @param graceMicros by how much samples may be older than the newest that came before them
     * @return a codec
     */
    public KeyStateCodec codec(long graceMicros) {
        return new KeyStateCodec(signal, window, initial(), graceMicros);
    }
}
