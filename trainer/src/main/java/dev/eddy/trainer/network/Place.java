package dev.eddy.trainer.network;

import dev.eddy.trainer.export.FrameShape;
import org.bytedeco.pytorch.Module;

/**
 * Where in a network a layer stands.
 *
 * @param name unique in the network; its states and parameters are named after it
 * @param in shape of what comes in
 * @param sampleRate samples per second of the signal as it is here, before it is cut into frames (Hz)
 * @param seed of the layer's own random choices
 * @param root takes the layer's torch modules
 */
public record Place(String name, FrameShape in, double sampleRate, long seed, Module root) {

    /** The place of one of the parts of the layer that stands here. */
    Place inside(int part, FrameShape shape) {
        return new Place(name + "_" + part, shape, sampleRate, 31 * seed + part, root);
    }

    /** The same place in a signal of another rate. */
    Place withRate(double rate) {
        return new Place(name, in, rate, seed, root);
    }
}
