package dev.eddy.trainer.network;

import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.FrameShape;
import dev.eddy.trainer.export.StreamGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Branches through which a signal goes side by side, and which meet again.
 *
 * @param branches at least one; each ends in the same frames per step
 * @param join how they meet
 */
record Fusion(List<Branch> branches, Join join) implements LayerSpec {

    /** How branches meet. */
    enum Join {
        /** The channels of the first branch, then those of the next. */
        CONCAT,
        /** Channel by channel; all branches end in the same channels. */
        SUM
    }

    Fusion {
        branches = List.copyOf(branches);
    }

    static Fusion read(Fields fields) {
        List<List<LayerSpec>> layers = fields.items("branches").stream()
                .map(branch -> LayerReader.read(
                        branch.items().stream().map(item -> item.fields()).toList()))
                .toList();
        fields.problems()
                .require(
                        !layers.isEmpty(),
                        fields.path() + ".branches must hold at least one list of layers; [] hands on what comes in");
        return new Fusion(Branch.read(fields, layers), fields.choice("join", Join.CONCAT));
    }

    @Override
    public boolean fixed() {
        return branches.stream().allMatch(branch -> branch.layers().stream().allMatch(LayerSpec::fixed));
    }

    @Override
    public void checkBehindFitted(Problems problems) {
        for (int i = 0; i < branches.size(); i++) {
            branches.get(i).checkBehindFitted(problems.at("fusion.branches[%d]".formatted(i)));
        }
    }

    /** The branches may differ; what is behind them counts as what is before. */
    @Override
    public double rate(double in, Problems problems) {
        for (int i = 0; i < branches.size(); i++) {
            Chain.rate(branches.get(i).layers(), in, problems.at("fusion.branches[%d]".formatted(i)));
        }
        return in;
    }

    @Override
    public FrameShape shape(FrameShape in, Problems problems) {
        List<FrameShape> ends = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            FrameShape end = branches.get(i).shape(in, problems.at("fusion.branches[%d]".formatted(i)));
            ends.add(end);
            requireSame(i, end, ends.get(0), problems);
        }
        int channels = ends.stream().mapToInt(FrameShape::channels).sum();
        return join == Join.SUM ? ends.get(0) : ends.get(0).withChannels(channels);
    }

    private void requireSame(int branch, FrameShape end, FrameShape first, Problems problems) {
        problems.require(
                end.perStep() == first.perStep(),
                ("fusion.branches[%d] ends in %d frames per step but branches[0] in %d; branches must end in the same:"
                                + " give them the same strides")
                        .formatted(branch, end.perStep(), first.perStep()));
        problems.require(
                end.rows() == first.rows() && end.columns() == first.columns(),
                "fusion.branches[%d] ends in frames of %d x %d but branches[0] in %d x %d; end them with flatten: {}"
                        .formatted(branch, end.rows(), end.columns(), first.rows(), first.columns()));
        problems.require(
                join == Join.CONCAT || end.channels() == first.channels(),
                "fusion.branches[%d] ends in %d channels but branches[0] in %d, which join: sum cannot add; write join: concat or the same channels"
                        .formatted(branch, end.channels(), first.channels()));
    }

    @Override
    public Layer build(Place place) {
        List<Branch.Built> built = IntStream.range(0, branches.size())
                .mapToObj(i -> branches.get(i).build(place.inside(i, place.in())))
                .toList();
        return new Built(built, join);
    }

    private record Built(List<Branch.Built> branches, Join join) implements Observing {

        @Override
        public void observe(Inputs inputs) {
            branches.forEach(branch -> branch.observe(inputs));
        }

        @Override
        public Tensor forward(Tensor x, Pass pass) {
            Tensor[] ends =
                    branches.stream().map(branch -> branch.forward(x, pass)).toArray(Tensor[]::new);
            if (join == Join.CONCAT) {
                return torch.cat(new TensorVector(ends), 1);
            }
            Tensor sum = ends[0];
            for (int i = 1; i < ends.length; i++) {
                sum = sum.add(ends[i]);
            }
            return sum;
        }

        @Override
        public String export(StreamGraph graph, String x) {
            List<String> ends =
                    branches.stream().map(branch -> branch.export(graph, x)).toList();
            return join == Join.CONCAT
                    ? graph.nodes().op("Concat", ends, Attribute.of("axis", 1))
                    : graph.nodes().op("Sum", ends);
        }
    }
}
