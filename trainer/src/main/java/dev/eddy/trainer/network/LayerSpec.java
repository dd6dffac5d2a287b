package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;

/** What an experiment says about one layer. */
public interface LayerSpec {

    /**
     * How the layer changes the shape of a signal: not at all, unless it says otherwise.
     *
     * @param in shape of what comes in
     * @param problems takes whatever does not fit
     * @return shape of what goes out; anything valid if there was a problem
     */
    default FrameShape shape(FrameShape in, Problems problems) {
        return in;
    }

    /**
     * Builds the layer.
     *
     * @param place where in the network it stands
     * @return the layer, its parameters registered and freshly drawn
     */
    Layer build(Place place);

    /**
     * How the layer changes the rate of a signal.
     *
     * @param in samples per second of what comes in (Hz)
     * @param problems takes whatever does not fit
     * @return samples per second as the layers behind it count them
     */
    default double rate(double in, Problems problems) {
        return in;
    }

    /**
     * Whether fitting never changes what the layer does, so that it can be computed once per recording.
     *
     * @return true for feature extraction and normalisation
     */
    default boolean fixed() {
        return false;
    }

    /**
     * Whether what becomes of a frame depends on that frame alone, in fitting as well, so that frames which nobody asks
     * about can be left out.
     *
     * @return true for layers without memory, context or statistics
     */
    default boolean perFrame() {
        return false;
    }

    /**
     * Notes what must not stand behind a layer that is fitted.
     *
     * @param problems takes it
     */
    default void checkBehindFitted(Problems problems) {}
}
