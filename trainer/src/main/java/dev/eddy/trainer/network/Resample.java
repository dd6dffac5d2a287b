package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import java.math.BigInteger;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A signal at a lower rate, without what that rate cannot carry. Each channel goes through a filter of its own whose kernels
 * are fixed: one for each of the places that a sample of the new rate can have between those of the old one. The samples that
 * the filter remembers are hidden state.
 *
 * @param from samples per second of what comes in (Hz)
 * @param to samples per second of what goes out (Hz), fewer
 */
record Resample(int from, int to) implements LayerSpec {

    private static final int MAX_RATE = 10_000_000;
    private static final long MAX_WEIGHTS = 1 << 22;

    static Resample read(Fields fields) {
        return new Resample(fields.integer("from", 1, MAX_RATE), fields.integer("to", 1, MAX_RATE));
    }

    /** Frames that come in for {@link #up} that go out. */
    int down() {
        return from / divisor();
    }

    int up() {
        return to / divisor();
    }

    private int divisor() {
        return BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValueExact();
    }

    @Override
    public boolean fixed() {
        return true;
    }

    @Override
    public double rate(double in, Problems problems) {
        problems.require(
                in == from, "resample.from must be the rate of what comes in, %s Hz, but is %d".formatted(in, from));
        return to;
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        Rules.requireFlat("resample", in, problems);
        problems.require(
                to < from,
                "resample.to must be below resample.from, %d Hz, but is %d; leave the layer out".formatted(from, to));
        problems.require(
                new LowPass(from, to).size() <= MAX_WEIGHTS,
                "resample from %d to %d Hz would take %d weights, more than %d; choose rates with a larger common divisor"
                        .formatted(from, to, new LowPass(from, to).size(), MAX_WEIGHTS));
        problems.require(
                in.perStep() % down() == 0,
                "resample from %d to %d Hz makes %d of %d frames, so a step must have a multiple of %d, but has %d; choose window.length and window.hop so"
                        .formatted(from, to, up(), down(), down(), in.perStep()));
        return new FrameShape(in.channels(), Math.max(1, in.perStep() / down() * up()));
    }

    @Override
    public Layer build(Place place) {
        LowPass filter = new LowPass(from, to);
        return new Built(
                this, place, filter.context(), filter.kernels(place.in().channels()));
    }

    private record Built(Resample spec, Place place, int context, float[] kernels) implements Layer {

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            int channels = place.in().channels();
            Tensor joined = pass.memory().context(place.name(), x, context);
            Tensor filter = Tensor.create(kernels, (long) channels * spec.up(), 1, context + spec.down());
            Tensor phases = torch.conv1d(
                    joined,
                    filter,
                    new TensorOptional(),
                    new long[] {spec.down()},
                    new long[] {0},
                    new long[] {1},
                    channels);
            long turns = phases.size(2);
            return phases.reshape(phases.size(0), channels, spec.up(), turns)
                    .transpose(2, 3)
                    .reshape(phases.size(0), channels, turns * spec.up());
        }

        @Override
        public String export(StreamGraph graph, String x) {
            int channels = place.in().channels();
            OnnxGraph nodes = graph.nodes();
            String joined = graph.withContext(place.name(), x, place.in(), context);
            String filter = nodes.exactFloats(kernels, (long) channels * spec.up(), 1, context + spec.down());
            String phases = nodes.op(
                    "Conv",
                    List.of(joined, filter),
                    Attribute.of("group", channels),
                    Attribute.ofAll("strides", spec.down()));
            String apart = nodes.op("Reshape", List.of(phases, nodes.longs(0, channels, spec.up(), -1)));
            String inTurn = nodes.op("Transpose", List.of(apart), Attribute.ofAll("perm", 0, 1, 3, 2));
            return nodes.op("Reshape", List.of(inTurn, nodes.longs(0, channels, -1)));
        }
    }
}
