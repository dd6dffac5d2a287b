package dev.eddy.trainer.head;

import dev.eddy.model.OutputSpec;
import dev.eddy.signal.WindowSpec;
import dev.eddy.trainer.config.Fields;
import dev.eddy.trainer.config.Problems;
import dev.eddy.trainer.data.DataSet;
import dev.eddy.trainer.data.Steps;
import dev.eddy.trainer.data.Truth;
import dev.eddy.trainer.export.Attribute;
import dev.eddy.trainer.export.OnnxGraph;
import dev.eddy.trainer.export.StreamGraph;
import dev.eddy.trainer.report.Merit;
import dev.eddy.trainer.report.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Which of several labels: a softmax over one value per label.
 *
 * @param weights how much each label counts in the loss
 * @param smoothing share of the truth that is spread over all labels, 0 for none
 */
record Classification(Weights weights, double smoothing) implements HeadSpec {

    /** How much each label counts in the loss. */
    enum Weights {
        /** Every step the same. */
        EQUAL,
        /** Every label the same, however often it occurs. */
        BALANCED
    }

    static Classification read(Fields fields) {
        return new Classification(fields.choice("weights", Weights.EQUAL), fields.number("smoothing", 0, 0.9, 0));
    }

    @Override
    public Head build(DataSet data, WindowSpec window, Problems problems) {
        problems.require(
                data.labels().size() >= 2,
                "head.classification wants at least two labels but the data has %s; choose head: {forecast: …} or "
                                .formatted(data.labels())
                        + "another kind for data without labels");
        return new Built(this, List.copyOf(data.labels()));
    }

    private static final class Built implements Head {

        private static final long MEAN = 1;
        private static final long IGNORE_NONE = -100;

        private final Classification spec;
        private final List<String> labels;
        private final float[] weights;
        private double temperature = 1;

        Built(Classification spec, List<String> labels) {
            this.spec = spec;
            this.labels = labels;
            this.weights = new float[labels.size()];
            Arrays.fill(weights, 1f);
        }

        @Override
        public Truth truth() {
            return Truth.label();
        }

        @Override
        public int width() {
            return labels.size();
        }

        @Override
        public void observe(List<Steps> fitted) {
            if (spec.weights == Weights.BALANCED) {
                ClassWeights.balanced(fitted, weights);
            }
        }

        @Override
        public Tensor loss(Tensor raw, Tensor aims) {
            TensorOptional perLabel = new TensorOptional(Tensor.create(weights, weights.length));
            Tensor labels = aims.flatten().to(torch.ScalarType.Long);
            return torch.cross_entropy_loss(raw, labels, perLabel, MEAN, IGNORE_NONE, spec.smoothing);
        }

        @Override
        public void calibrate(Answers held) {
            temperature = Temperature.fit(held);
        }

        @Override
        public Outcome judge(Answers answers) {
            return ClassOutcome.of(answers, labels.size(), temperature);
        }

        @Override
        public Merit merit() {
            return Merit.ACCURACY;
        }

        @Override
        public Map<String, Double> constants() {
            return Map.of("temperature", temperature);
        }

        @Override
        public List<Section> sections(Tested tested) {
            return new ClassPage(labels, temperature).sections(tested.protocol(), tested.answers());
        }

        @Override
        public Tensor answer(Tensor raw, Tensor signal) {
            return torch.softmax(raw.transpose(1, 2).div(new Scalar((float) temperature)), 2);
        }

        @Override
        public List<OutputSpec> outputs() {
            return List.of(new OutputSpec(
                    "scores", OutputSpec.Kind.CLASSIFICATION, List.of(labels.size()), labels, List.of()));
        }

        @Override
        public List<String> export(StreamGraph graph, String raw) {
            OnnxGraph nodes = graph.nodes();
            String rows = nodes.op("Transpose", List.of(raw), Attribute.ofAll("perm", 0, 2, 1));
            String cooled = temperature == 1
                    ? rows
                    : nodes.op("Div", List.of(rows, nodes.floats(new float[] {(float) temperature})));
            return List.of(nodes.op("Softmax", List.of(cooled), Attribute.of("axis", -1)));
        }
    }
}
