package dev.eddy.inference;

import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Window;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * One window of one key, or a run of consecutive ones, to be scored from the hidden state before it. Immutable by agreement:
 * nobody writes to the arrays, so it can be read on any thread.
 *
 * @param key whose windows they are
 * @param windows the samples, one window or more, each of which goes on where the one before it ended
 * @param state the hidden state before the first window, flat, in the order of the manifest
 */
public record Step(String key, List<Window> windows, float[] state) {

    /**
     * A step of one window.
     *
     * @param key whose window it is
     * @param window the samples
     * @param state the hidden state before the window, flat, in the order of the manifest
     */
    public Step(String key, Window window, float[] state) {
        this(key, List.of(window), state);
    }

    /**
     * The only window, or the first one of a run.
     *
     * @return the samples
     */
    public Window window() {
        return windows.get(0);
    }

    /**
     * A first window of zeros, which every model must be able to score.
     *
     * @param key whose window it is
     * @param manifest says how much of it
     * @return the step
     */
    public static Step silence(String key, ModelManifest manifest) {
        return first(key, manifest, () -> 0);
    }

    /**
     * A first window of noise.
     *
     * @param key whose window it is
     * @param manifest says how much of it
     * @param random gives values around 0 with a deviation of 1
     * @return the step
     */
    public static Step noise(String key, ModelManifest manifest, Random random) {
        return first(key, manifest, random::nextGaussian);
    }

    private static Step first(String key, ModelManifest manifest, DoubleSupplier value) {
        float[] values = new float[manifest.windowSize()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.getAsDouble();
        }
        return new Step(key, new Window(0, 0, 0, 0, values, false), manifest.initialState());
    }
}
