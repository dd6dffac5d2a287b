package dev.eddy.inference;

import dev.eddy.model.ModelManifest;
import dev.eddy.signal.Window;

/**
 * One window of one key, to be scored from the hidden state before it. Immutable by agreement: nobody writes to the
 * arrays, so it can be read on any thread.
 *
 * @param key whose window it is
 * @param window the samples
 * @param state the hidden state before the window, flat, in the order of the manifest
 */
public record Step(String key, Window window, float[] state) {

    /** A first window of zeros, which every model must be able to score. */
    static Step silence(ModelManifest manifest) {
        float[] zeros = new float[manifest.window().length() * manifest.signal().channels()];
        return new Step("silence", new Window(0, 0, 0, 0, zeros, false), manifest.initialState());
    }
}
