package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * The logarithm of the energy of audio in bands that are as wide as the ear hears them. A Fourier transform is a
 * convolution with fixed kernels, so the whole layer is two convolutions, and runs wherever convolutions do. Frame i
 * ends with sample {@code (i + 1) * hop}; the samples that a frame shares with the step before are hidden state.
 *
 * @param frame samples in one frame
 * @param hop samples from one frame to the next; divides the samples of a step
 * @param fft length of the Fourier transform, at least {@code frame}
 * @param bands how many bands go out
 * @param low lower edge of the lowest band (Hz); the highest one ends at half the sample rate
 */
record LogMel(int frame, int hop, int fft, int bands, double low) implements LayerSpec {

    /** Added to the energy, so that silence stays finite. */
    private static final float FLOOR = 1e-6f;

    static LogMel read(Fields fields) {
        return new LogMel(
                fields.integer("frame", 2, 65536),
                fields.integer("hop", 1, 65536),
                fields.integer("fft", 2, 65536),
                fields.integer("bands", 1, 512),
                fields.number("low", 0, 1e6, 20));
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        problems.require(in.channels() == 1, "logMel wants one channel but gets " + in.channels());
        problems.require(
                hop <= frame && frame <= fft,
                "logMel wants hop <= frame <= fft but has %d, %d, %d".formatted(hop, frame, fft));
        problems.require(
                in.perStep() % hop == 0,
                "logMel.hop %d must divide the %d samples of a step; choose window.length as a multiple of all strides"
                        .formatted(hop, in.perStep()));
        return new FrameShape(bands, Math.max(1, in.perStep() / hop));
    }

    @Override
    public Layer build(Place place) {
        MelFilters filters = new MelFilters(fft, bands, low, place.sampleRate());
        return new Built(this, place, filters.fourier(frame), filters.energyToBands());
    }

    private int lines() {
        return 2 * (fft / 2 + 1);
    }

    private record Built(LogMel spec, Place place, float[] fourier, float[] mel) implements Layer {

        @Override
        public Tensor forward(Tensor x, boolean training) {
            Tensor kernels = Tensor.create(fourier, spec.lines(), 1, spec.frame);
            Tensor joined = Tensors.padLeft(x, spec.frame - spec.hop);
            Tensor lines = torch.conv1d(
                    joined, kernels, new TensorOptional(), new long[] {spec.hop}, new long[] {0}, new long[] {1}, 1);
            Tensor energy = torch.conv1d(lines.square(), Tensor.create(mel, spec.bands, spec.lines(), 1));
            return energy.add(new Scalar(FLOOR)).log();
        }

        @Override
        public String export(StreamGraph graph, String x) {
            OnnxGraph nodes = graph.nodes();
            int context = spec.frame - spec.hop;
            String joined = graph.withContext(place.name(), x, place.in(), context);
            String kernels = nodes.floats(fourier, spec.lines(), 1, spec.frame);
            String lines = nodes.op("Conv", List.of(joined, kernels), Attribute.ofAll("strides", spec.hop));
            String squares = nodes.op("Mul", List.of(lines, lines));
            String energy = nodes.op("Conv", List.of(squares, nodes.floats(mel, spec.bands, spec.lines(), 1)));
            return nodes.op("Log", List.of(nodes.op("Add", List.of(energy, nodes.floats(new float[] {FLOOR})))));
        }
    }
}
