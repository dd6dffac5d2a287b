package dev.eddy.trainer.network;

import dev.eddy.signal.SignalSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.FrameShape;
import java.util.List;

/**
 * What a network is made of.
 *
 * @param signal what comes in
 * @param samples per step
 * @param layers from the signal to the scores
 * @param seed of the first weights
 */
public record NetworkSpec(SignalSpec signal, int samples, List<LayerSpec> layers, long seed) {

    /** Copies the layers. */
    public NetworkSpec {
        layers = List.copyOf(layers);
    }

    /**
     * Checks that the layers fit each other and the task.
     *
     * @param labels how many there are
     * @param problems takes whatever does not fit
     */
    public void check(int labels, Problems problems) {
        FrameShape shape = Chain.shape(layers, input(), problems.at("network"));
        checkEnd(shape, labels, problems);
    }

    private static void checkEnd(FrameShape shape, int labels, Problems problems) {
        problems.require(
                shape.perStep() == 1,
                "network must end in one frame per step but ends in %d; add a readout".formatted(shape.perStep()));
        problems.require(
                shape.values() == labels,
                "network must end in %d values, one per label, but ends in %d; end it with dense: {units: %d}"
                        .formatted(labels, shape.values(), labels));
    }

    FrameShape input() {
        return new FrameShape(signal.channels(), samples);
    }
}
