package dev.eddy.trainer.head;

import dev.eddy.model.OutputSpec;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.data.Truth;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.report.Merit;
import dev.eddy.trainer.report.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Estimates of numbers in the units of the data, with an interval around each where a coverage is promised. */
final class EstimateHead implements Head {

    /**
     * What is estimated.
     *
     * @param truth what the estimate is compared with
     * @param output how it is told
     * @param page how it is shown
     */
    record Quantity(Truth truth, OutputSpec output, EstimatePage page) {}

    private final Truth truth;
    private final OutputSpec output;
    private final EstimatePage page;
    private final double coverage;
    private final @Nullable LastSample from;
    private Scale scale;
    private float[] halves;

    /**
     * An estimate.
     *
     * @param from what the network's values are added to, null for the mean of the training part
     */
    EstimateHead(Quantity quantity, double coverage, @Nullable LastSample from) {
        this.truth = quantity.truth;
        this.output = quantity.output;
        this.page = quantity.page;
        this.coverage = coverage;
        this.from = from;
        this.scale = Scale.of(List.of(), truth.size());
        this.halves = new float[truth.size()];
    }

    @Override
    public Truth truth() {
        return truth;
    }

    @Override
    public int width() {
        return truth.size();
    }

    @Override
    public void observe(List<Steps> fitted) {
        if (from == null) {
            scale = Scale.of(() -> fitted.stream().map(Steps::truth).iterator(), truth.size());
        } else {
            scale = Scale.of(() -> fitted.stream().map(Steps::values).iterator(), from.channels())
                    .centred()
                    .times(from.ahead());
        }
    }

    @Override
    public float[] aims(Steps steps) {
        float[] known = steps.truth().clone();
        if (from != null) {
            float[] last = from.of(steps);
            for (int i = 0; i < known.length; i++) {
                known[i] -= last[i];
            }
        }
        return scale.into(known);
    }

    @Override
    public Tensor loss(Tensor raw, Tensor aims) {
        return torch.mse_loss(raw, aims);
    }

    @Override
    public void calibrate(Answers held) {
        if (coverage > 0) {
            halves = new Intervals(coverage).halfWidths(held);
            Problems problems = new Problems("head");
            problems.require(
                    halves.length > 0 && Float.isFinite(halves[0]),
                    "coverage %s needs more held-out steps than %d; raise fit.validation or lower it"
                            .formatted(coverage, held.count()));
            problems.throwIfAny();
        }
    }

    @Override
    public Outcome judge(Answers answers) {
        Outcome plain = ErrorOutcome.of(answers);
        if (coverage == 0) {
            return plain;
        }
        Map<String, Double> metrics = new LinkedHashMap<>(plain.metrics());
        metrics.put("coverage", Intervals.covered(answers, halves));
        return new Outcome(metrics, plain.merit(), plain.count());
    }

    @Override
    public Merit merit() {
        return Merit.MSE;
    }

    @Override
    public Tensor answer(Tensor raw, Tensor signal) {
        Tensor scaled = raw.transpose(1, 2).mul(scale.widths());
        Tensor estimate = scaled.add(from == null ? scale.shifts() : from.of(signal));
        if (coverage == 0) {
            return estimate;
        }
        Tensor half = Tensor.create(told().halfWidths(), halves.length);
        return torch.cat(new TensorVector(estimate, estimate.sub(half), estimate.add(half)), 2);
    }

    @Override
    public Map<String, Baseline> baselines(Supplier<List<Steps>> fitted) {
        return page.baselines(fitted);
    }

    @Override
    public List<Section> sections(Tested tested) {
        return page.sections(tested, told());
    }

    private Told told() {
        return new Told(scale, coverage == 0 ? new float[0] : halves, coverage, from);
    }

    @Override
    public List<OutputSpec> outputs() {
        return coverage == 0 ? List.of(output) : List.of(output, bound("lower"), bound("upper"));
    }

    private OutputSpec bound(String name) {
        return new OutputSpec(name, output.kind(), output.shape(), output.labels(), output.units());
    }

    @Override
    public List<String> export(StreamGraph graph, String raw) {
        OnnxGraph nodes = graph.nodes();
        String rows = nodes.op("Transpose", List.of(raw), Attribute.ofAll("perm", 0, 2, 1));
        String scaled = nodes.op("Mul", List.of(rows, nodes.floats(scale.width(), scale.width().length)));
        String base = from == null ? nodes.floats(scale.shift(), scale.shift().length) : from.export(graph);
        String estimate = nodes.op("Add", List.of(scaled, base));
        List<String> flat = new ArrayList<>(List.of(estimate));
        if (coverage > 0) {
            String half = nodes.floats(told().halfWidths(), halves.length);
            flat.add(nodes.op("Sub", List.of(estimate, half)));
            flat.add(nodes.op("Add", List.of(estimate, half)));
        }
        return flat.stream().map(one -> shaped(nodes, one)).toList();
    }

    private String shaped(OnnxGraph nodes, String flat) {
        long[] shape = LongStream.concat(
                        LongStream.of(0, 0), output.shape().stream().mapToLong(Integer::longValue))
                .toArray();
        return nodes.op("Reshape", List.of(flat, nodes.longs(shape)));
    }
}
