package dev.eddy.trainer.head;

import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * The last sample of each step, repeated for every sample ahead.
 *
 * @param channels of a sample
 * @param samples in a step
 * @param ahead how often it is repeated
 */
record LastSample(int channels, int samples, int ahead) {

    /** The same as {@link #of(Tensor)} in plain arrays, {@code [step][ahead][channel]} flattened. */
    float[] of(Steps steps) {
        float[] all = new float[steps.count() * ahead * channels];
        for (int i = 0; i < all.length; i++) {
            int step = i / (ahead * channels);
            all[i] = steps.values()[((step + 1) * samples - 1) * channels + i % channels];
        }
        return all;
    }

    /** From a signal {@code [1][channel][step * sample]} to {@code [1][step][ahead * channel]}. */
    Tensor of(Tensor signal) {
        Tensor last = signal.slice(2, new LongOptional(samples - 1), new LongOptional(), samples);
        return last.transpose(1, 2).repeat(1, 1, ahead);
    }

    /** The same as nodes: the name of a tensor {@code [batch][step][ahead * channel]}. */
    String export(StreamGraph graph) {
        OnnxGraph nodes = graph.nodes();
        String last = nodes.op(
                "Slice",
                List.of(
                        graph.start(),
                        nodes.longs(samples - 1),
                        nodes.longs(Long.MAX_VALUE),
                        nodes.longs(2),
                        nodes.longs(samples)));
        String rows = nodes.op("Transpose", List.of(last), Attribute.ofAll("perm", 0, 2, 1));
        return nodes.op("Tile", List.of(rows, nodes.longs(1, 1, ahead)));
    }
}
