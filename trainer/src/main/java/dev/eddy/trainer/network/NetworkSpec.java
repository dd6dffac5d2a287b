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
     * @param width values that the head wants
     * @param problems takes whatever does not fit
     */
    public void check(int width, Problems problems) {
        FrameShape shape = Chain.shape(layers, input(), problems.at("network"));
        Chain.rate(layers, signal.sampleRate(), problems.at("network"));
        checkEnd(shape, width, problems);
    }

    private static void checkEnd(FrameShape shape, int width, Problems problems) {
        problems.require(
                shape.perStep() == 1,
                "network must end in one frame per step but ends in %d; add a readout".formatted(shape.perStep()));
        problems.require(
                shape.values() == width,
                "network must end in %d values, as the head wants, but ends in %d; end it with dense: {units: %d}"
                        .formatted(width, shape.values(), width));
    }

    /** Where the layers begin that look at one frame per step alone, not before some layer. */
    int perFrame(int earliest) {
        FrameShape shape = input();
        int first = earliest;
        for (int i = 0; i < layers.size(); i++) {
            boolean apart = layers.get(i).perFrame() && shape.perStep() == 1;
            first = apart ? first : Math.max(earliest, i + 1);
            shape = layers.get(i).shape(shape, new Problems("network"));
        }
        return first;
    }

    FrameShape input() {
        return new FrameShape(signal.channels(), samples);
    }
}
