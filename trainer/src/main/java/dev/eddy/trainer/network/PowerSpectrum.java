package dev.eddy.trainer.network;

import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The energy of audio in every line of its Fourier transform. The transform is a convolution with fixed kernels, so it
 * runs wherever convolutions do; the samples that a frame shares with the step before are hidden state.
 *
 * @param framing how the audio is cut
 * @param place where in the network it stands
 * @param kernels of the transform, {@code [2 * lines][frame]}
 */
record PowerSpectrum(Framing framing, Place place, float[] kernels) {

    /** Added to the energy, so that the logarithm of silence stays finite. */
    private static final float FLOOR = 1e-6f;

    PowerSpectrum(Framing framing, Place place) {
        this(framing, place, framing.fourier());
    }

    /** From {@code [batch][1][sample]} to {@code [batch][line][frame]}. */
    Tensor of(Tensor x) {
        long lines = framing.lines();
        Tensor fourier = Tensor.create(kernels, 2 * lines, 1, framing.frame());
        Tensor joined = Tensors.padLeft(x, framing.context());
        Tensor parts = torch.conv1d(
                joined, fourier, new TensorOptional(), new long[] {framing.hop()}, new long[] {0}, new long[] {1}, 1);
        Tensor squares = parts.square();
        return squares.narrow(1, 0, lines).add(squares.narrow(1, lines, lines));
    }

    String of(StreamGraph graph, String x) {
        OnnxGraph nodes = graph.nodes();
        long lines = framing.lines();
        String joined = graph.withContext(place.name(), x, place.in(), framing.context());
        String fourier = nodes.exactFloats(kernels, 2 * lines, 1, framing.frame());
        String parts = nodes.op("Conv", List.of(joined, fourier), Attribute.ofAll("strides", framing.hop()));
        String squares = nodes.op("Mul", List.of(parts, parts));
        List<String> both = nodes.ops("Split", List.of(squares, nodes.longs(lines, lines)), 2, Attribute.of("axis", 1));
        return nodes.op("Add", both);
    }

    static Tensor log(Tensor energy) {
        return energy.add(new Scalar(FLOOR)).log();
    }

    static String log(OnnxGraph nodes, String energy) {
        return nodes.op("Log", List.of(nodes.op("Add", List.of(energy, nodes.floats(new float[] {FLOOR})))));
    }
}
